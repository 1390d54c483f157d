/**
 * The stream of the application. It is broken when it says so, and when nothing came for
 * a while: a live one sends at least once a second.
 */
const SILENCE = 4000;

export function listen({ onUpdate, onBroken }) {
  let source;
  let first;
  let silence;

  function open() {
    source?.close();
    first = true;
    source = new EventSource('live');
    source.onmessage = (event) => {
      watch();
      onUpdate(JSON.parse(event.data), first);
      first = false;
    };
    source.onerror = () => {
      first = true; // a new stream begins with the whole history again
      onBroken();
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(open, 2000);
      }
    };
    watch();
  }

  function watch() {
    clearTimeout(silence);
    silence = setTimeout(() => {
      onBroken();
      open();
    }, SILENCE);
  }

  open();
}
