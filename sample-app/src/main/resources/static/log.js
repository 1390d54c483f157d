/** What happened to the client, newest first. */
import { $, element, preciseClock } from './text.js';

const SHOWN = 200;

const list = $('log');

function line({ at, mood, topic, text, from, to }) {
  const time = element('time', '', preciseClock(at));
  time.dateTime = at;
  const span = from ? element('span', 'span', `${preciseClock(from)} to ${preciseClock(to)}`) : null;
  const item = element('li', mood, time, element('div', '', topic ? element('code', 'topic', topic) : null, topic ? ' ' : null, text, span));
  return item;
}

export function showHappenings(happenings, whole) {
  if (whole) {
    list.replaceChildren();
  }
  list.prepend(...happenings.map(line).reverse());
  while (list.childElementCount > SHOWN) {
    list.lastElementChild.remove();
  }
}
