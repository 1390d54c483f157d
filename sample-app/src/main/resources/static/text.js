/** Small things that all parts of the page need. */

export const $ = (id) => document.getElementById(id);

/** An element with a class and content; text stays text, whoever wrote it. */
export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  made.append(...content.filter((part) => part !== null && part !== undefined && part !== ''));
  return made;
}

/** Sets the text of an element, and leaves the page alone if it is the same. */
export function setText(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });

export const clock = (at) => CLOCK.format(new Date(at));

export const preciseClock = (at) => `${clock(at)}.${String(new Date(at).getMilliseconds()).padStart(3, '0')}`;

export function duration(millis) {
  const seconds = Math.max(0, millis) / 1000;
  if (seconds < 60) {
    return `${Math.floor(seconds)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min ${Math.floor(seconds % 60)} s`;
  }
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const countdown = (millis) => `${(Math.max(0, millis) / 1000).toFixed(1)} s`;

export function milliseconds(value) {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

/** Always the same color for the same name. */
export function hue(name) {
  let hash = 41;
  for (const character of name) {
    hash = (hash * 33 + character.codePointAt(0)) >>> 0;
  }
  return (hash * 137) % 360;
}
