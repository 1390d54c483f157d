/** The buttons that break the embedded server; absent when the server is a real one. */
import { $, setText } from './text.js';

let server;

export function showServer(now, status) {
  server = now;
  $('faults').hidden = !server;
  if (!server) {
    return;
  }
  setText($('stop'), server.running ? 'Stop the server' : 'Start the server');
  $('stop').classList.toggle('primary', !server.running);
  $('refuse').setAttribute('aria-checked', String(server.refusingJoins));
  $('cut').disabled = !status.connected;
  $('crash').disabled = !status.channels.some(({ topic, state }) => topic === 'room:lobby' && state === 'JOINED');
}

const ask = (path, method = 'POST') => fetch(`server/${path}`, { method }).catch(() => { });

$('cut').addEventListener('click', () => ask('cut'));
$('crash').addEventListener('click', () => ask('crash/lobby'));
$('stop').addEventListener('click', () => ask(server.running ? 'stop' : 'start'));
$('refuse').addEventListener('click', () => ask('refuse-joins', server.refusingJoins ? 'DELETE' : 'PUT'));
