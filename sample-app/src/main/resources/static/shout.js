/** The box to shout: pushes through the application, and shows what Phoenix replied. */
import { $, element, milliseconds } from './text.js';

const OTHER = '…';

const form = $('shout');
const rooms = $('room');
const otherRoom = $('other-room');
const reply = $('reply');
const known = new Set(['lobby']);
let generated;

/** Offers the rooms that are joined, and those that were. */
export function showRooms(channels) {
  channels.map(({ topic }) => topic).filter((topic) => topic.startsWith('room:'))
    .forEach((topic) => known.add(topic.slice('room:'.length)));
  const wanted = [...known, OTHER];
  if (wanted.join() !== [...rooms.options].map((option) => option.value).join()) {
    const chosen = rooms.value;
    rooms.replaceChildren(...wanted.map((room) => new Option(room === OTHER ? 'another…' : room, room)));
    rooms.value = wanted.includes(chosen) ? chosen : 'lobby';
  }
}

showRooms([]);

/** A channel as mix phx.gen.channel makes it does not reply to a shout. */
export function expectReplies(embedded) {
  if (generated !== !embedded) {
    generated = !embedded;
    $('wait').checked = embedded;
  }
}

rooms.addEventListener('change', () => {
  const other = rooms.value === OTHER;
  otherRoom.closest('label').hidden = !other;
  otherRoom.required = other;
  if (other) {
    otherRoom.focus();
  }
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const message = $('message');
  const room = rooms.value === OTHER ? otherRoom.value : rooms.value;
  const waits = $('wait').checked;
  const body = JSON.stringify({ name: $('name').value, message: message.value });
  message.value = '';
  message.focus();
  say('info', 'pushed, no reply yet');
  try {
    const response = await fetch(`rooms/${encodeURIComponent(room)}/shout${waits ? '' : '?reply=false'}`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body,
    });
    if (rooms.value === OTHER) {
      chooseRoom(room);
    }
    if (!response.ok) {
      failed(await response.json().catch(() => ({ title: `HTTP ${response.status}` })));
    } else if (waits) {
      replied(await response.json());
    } else {
      say('good', 'sent; no reply was asked for');
    }
  } catch {
    say('bad', 'the application cannot be reached');
  }
});

function chooseRoom(room) {
  known.add(room);
  showRooms([]);
  rooms.value = room;
  otherRoom.value = '';
  otherRoom.required = false;
  otherRoom.closest('label').hidden = true;
}

function replied({ status, response, roundTripMillis }) {
  say(status === 'ok' ? 'good' : 'bad', element('b', '', status), ' ', element('code', '', JSON.stringify(response)),
    ` in ${milliseconds(roundTripMillis)} ms`);
}

function failed({ title, detail, sent }) {
  const hint = sent && generated ? ' A channel of mix phx.gen.channel does not reply to a shout.' : '';
  say(sent ? 'warn' : 'bad', element('b', '', title ?? 'Failed'), detail ? ` ${detail}.${hint}` : '');
}

function say(mood, ...words) {
  reply.dataset.mood = mood;
  reply.replaceChildren(...words);
}
