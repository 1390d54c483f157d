/** Takes what the application streams, and gives each part of the page its share. */
import { showServer } from './faults.js';
import { listen } from './live.js';
import { showHappenings } from './log.js';
import { showMessages } from './messages.js';
import { drawPlots, record } from './plots.js';
import { expectReplies, showRooms } from './shout.js';
import { showStatus, showSummary, tick } from './status.js';
import { $, setText } from './text.js';

/** How far the application's clock is ahead of the browser's. */
let ahead = 0;
let live = false;
let now = Date.now();

listen({
  onUpdate(update, whole) {
    ahead = Date.parse(update.now) - Date.now();
    if (!live) {
      live = true;
      document.documentElement.dataset.stream = 'live';
      $('broken').hidden = true;
    }
    expectReplies(update.server !== null);
    showStatus(update);
    showSummary(update.status);
    showServer(update.server, update.status);
    showRooms(update.status.channels);
    showMessages(update.history.messages, whole);
    showHappenings(update.history.happenings, whole);
    record(update.history, whole);
    tick(Date.now() + ahead);
  },
  onBroken() {
    live = false;
    document.documentElement.dataset.stream = 'broken';
    $('broken').hidden = false;
    $('summary').dataset.mood = 'info';
    setText($('summary'), 'Unknown');
  },
});

function frame() {
  if (live) {
    now = Date.now() + ahead;
    tick(now);
  }
  drawPlots(now); // also while time stands still, as the window may change its size
}

setInterval(frame, 100);
frame();
