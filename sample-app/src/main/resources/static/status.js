/** The connection and its channels as they are now, with clocks that run. */
import { $, clock, countdown, duration, element, setText } from './text.js';

const WORDS = {
  IDLE: 'Not connected', CONNECTING: 'Connecting', OPEN: 'Connected', WAITING: 'Waiting to retry', CLOSING: 'Closing',
  FAILED: 'Given up',
};

const MOODS = {
  OPEN: 'good', JOINED: 'good', CONNECTING: 'warn', JOINING: 'warn', WAITING: 'warn', ERRORED: 'bad', FAILED: 'bad',
  REJECTED: 'bad',
};

/** Elements whose text depends on the time, and what they say at a given one. */
let clocks = [];
let shown = '';

export function showStatus({ target, status }) {
  const news = JSON.stringify([target, status]);
  if (news === shown) {
    return; // so that no button is replaced under a finger
  }
  shown = news;
  clocks = [];
  setText($('target'), target);
  $('connections').replaceChildren(...status.connections.map((connection) => connectionCard(connection, status.connections.length)));
  const channels = [...status.channels].filter((channel) => channel.state !== 'CLOSED');
  const focused = document.activeElement?.dataset?.room;
  $('channels').replaceChildren(...channels.map(channelLine));
  if (channels.length === 0) {
    $('channels').append(element('li', 'none quiet', 'No channel is wanted'));
  }
  if (focused) {
    document.querySelector(`#channels button[data-room="${CSS.escape(focused)}"]`)?.focus();
  }
}

export function showSummary({ connections, connected }) {
  const worst = connections.find((connection) => connection.state !== 'OPEN') ?? connections[0];
  const pill = $('summary');
  pill.dataset.mood = connected ? 'good' : (MOODS[worst.state] ?? 'info');
  setText(pill, WORDS[worst.state]);
}

function connectionCard(connection, count) {
  const { number, state, since, attempts, lastDisconnect, nextAttemptAt, joined, channels } = connection;
  const card = element('div', 'socket');
  card.dataset.state = state.toLowerCase();
  card.dataset.mood = MOODS[state] ?? 'info';
  const age = element('span', 'quiet');
  clocks.push({ show: (now) => setText(age, `for ${duration(now - Date.parse(since))}`) });
  card.append(element('p', 'state', element('i', 'dot'), element('b', '', (count > 1 ? `${number}: ` : '') + WORDS[state]), age));

  const facts = element('dl', '');
  fact(facts, 'Since', clock(since));
  fact(facts, 'Topics', `${joined} of ${channels} joined`);
  fact(facts, 'Attempts', state === 'OPEN' ? '–' : attempts === 0 ? 'the first' : `${attempts} failed in a row`);
  if (nextAttemptAt) {
    const next = element('span', 'next');
    clocks.push({ show: (now) => setText(next, `in ${countdown(Date.parse(nextAttemptAt) - now)}`) });
    const bar = element('span', 'bar');
    const whole = Math.max(1, Date.parse(nextAttemptAt) - Date.parse(since));
    clocks.push({ show: (now) => bar.style.setProperty('--done', Math.min(1, Math.max(0, (now - Date.parse(since)) / whole))) });
    fact(facts, 'Next attempt', next, bar);
  } else {
    fact(facts, 'Next attempt', state === 'CONNECTING' ? 'now' : '–');
  }
  fact(facts, 'Last break', lastDisconnect ? lastDisconnect.text : 'none so far');
  card.append(facts);
  return card;
}

function fact(list, name, ...value) {
  list.append(element('div', '', element('dt', '', name), element('dd', '', ...value)));
}

function channelLine({ topic, state, since, problem, buffered, nextAttemptAt }) {
  const line = element('li', '');
  const rejected = state === 'REJECTED' || (problem ?? '').includes('rejected');
  const wanted = state !== 'REJECTED';
  line.dataset.topic = topic;
  line.dataset.state = rejected && state !== 'JOINED' ? 'rejected' : state.toLowerCase();
  line.dataset.mood = MOODS[state] ?? 'info';
  const word = state === 'ERRORED' && rejected ? 'rejected' : state.toLowerCase();
  line.append(element('i', 'dot'), element('code', 'name', topic), element('span', 'word', word), roomButton(topic, wanted));

  const details = element('p', 'details');
  const age = element('span', '');
  clocks.push({ show: (now) => setText(age, `for ${duration(now - Date.parse(since))}`) });
  details.append(age);
  if (nextAttemptAt) {
    const next = element('span', '');
    clocks.push({ show: (now) => setText(next, `next join in ${countdown(Date.parse(nextAttemptAt) - now)}`) });
    details.append(' · ', next);
  }
  if (buffered > 0) {
    details.append(` · ${buffered} push${buffered === 1 ? '' : 'es'} waiting`);
  }
  if (problem && state !== 'JOINED') {
    details.append(element('span', 'problem', problem));
  }
  line.append(details);
  return line;
}

function roomButton(topic, wanted) {
  if (!topic.startsWith('room:')) {
    return null;
  }
  const button = element('button', 'small', wanted ? 'Leave' : 'Join');
  button.type = 'button';
  button.dataset.room = topic.slice('room:'.length);
  button.dataset.method = wanted ? 'DELETE' : 'PUT';
  button.setAttribute('aria-label', `${wanted ? 'Leave' : 'Join'} ${topic}`);
  return button;
}

$('channels').addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button) {
    fetch(`rooms/${encodeURIComponent(button.dataset.room)}`, { method: button.dataset.method }).catch(() => { });
  }
});

/** Moves the clocks on. */
export function tick(now) {
  clocks.forEach(({ show }) => show(now));
}
