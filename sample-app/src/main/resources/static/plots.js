/** The two plots, and the outages behind them. */
import { Plot } from './plot.js';
import { $, milliseconds, setText } from './text.js';

const WINDOW = 3 * 60 * 1000;

const rate = new Plot($('rate'), {
  window: WINDOW, least: 5, series: [{ name: 'messages/s', color: '--accent', kind: 'area' }],
});
const roundTrip = new Plot($('round-trip'), {
  window: WINDOW, least: 100, log: true, series: [
    { name: 'heartbeat', color: '--heartbeat', kind: 'points' }, { name: 'push', color: '--push', kind: 'points' }],
});
let outages = [];

export function record({ happenings, rates, roundTrips }, whole) {
  if (whole) {
    rate.clear();
    roundTrip.clear();
    outages = [];
  }
  rates.forEach(({ at, messages }) => rate.add('messages/s', Date.parse(at), messages));
  roundTrips.forEach(({ at, of, millis }) => roundTrip.add(of, Date.parse(at), millis));
  for (const { kind, at } of happenings) {
    const open = outages.find(({ to }) => to === null);
    if ((kind === 'ConnectionLost' || kind === 'ConnectFailed') && !open) {
      outages.push({ from: Date.parse(at), to: null });
    } else if (kind === 'ConnectionOpened' && open) {
      open.to = Date.parse(at);
    }
  }
}

export function drawPlots(now) {
  outages = outages.filter(({ to }) => to === null || to > now - WINDOW);
  rate.draw(now, outages);
  roundTrip.draw(now, outages);
  const perSecond = rate.latest('messages/s');
  if (perSecond) {
    setText($('rate-now'), String(perSecond.value));
    $('rate').setAttribute('aria-label', `Messages per second; now ${perSecond.value}`);
  }
  const push = roundTrip.latest('push');
  if (push) {
    setText($('round-trip-now'), `${milliseconds(push.value)} ms`);
    $('round-trip').setAttribute('aria-label', `Round-trip time; last push ${milliseconds(push.value)} milliseconds`);
  }
}
