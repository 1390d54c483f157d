/** The messages, newest last, kept in view unless somebody has scrolled up to read. */
import { $, clock, element, hue } from './text.js';

const SHOWN = 300;

const list = $('messages');
const empty = $('no-messages');
const newest = $('newest');
let heard = 0;
let follows = true;

function line({ at, room, name, text }) {
  const who = name || 'somebody';
  const avatar = element('span', 'avatar', [...who][0].toUpperCase());
  avatar.style.setProperty('--hue', hue(who));
  avatar.setAttribute('aria-hidden', 'true');
  const time = element('time', '', clock(at));
  time.dateTime = at;
  const words = element('p', text ? '' : 'quiet', text || 'no text in the payload');
  return element('li', '', avatar,
    element('div', 'said', element('p', 'by', element('b', '', who), element('code', 'topic', `room:${room}`), time), words));
}

export function showMessages(messages, whole) {
  if (whole) {
    list.replaceChildren();
    heard = 0;
  }
  if (messages.length > 0) {
    list.append(...messages.slice(-SHOWN).map(line));
    while (list.childElementCount > SHOWN) {
      list.firstElementChild.remove();
    }
    heard += messages.length;
    if (follows || whole) {
      toNewest();
    }
  }
  empty.hidden = list.childElementCount > 0;
  $('message-count').textContent = heard === 0 ? '' : `${heard} heard`;
}

function toNewest() {
  list.scrollTop = list.scrollHeight;
  newest.hidden = true;
}

list.addEventListener('scroll', () => {
  follows = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  newest.hidden = follows;
}, { passive: true });

new ResizeObserver(() => follows && toNewest()).observe(list);

newest.addEventListener('click', () => {
  follows = true;
  toNewest();
  list.focus();
});
