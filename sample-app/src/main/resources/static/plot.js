/** A plot of the last minutes on a canvas: points or an area over time, outages behind. */
import { milliseconds } from './text.js';

const LEFT = 34;
const RIGHT = 6;
const TOP = 6;
const BOTTOM = 18;

export class Plot {
  #canvas;
  #window;
  #series;
  #least;
  #log;
  #pointer = null;

  /**
   * @param series name, color (a CSS variable), kind (area or points)
   * @param least the scale never ends below it
   * @param log whether each step of the scale is ten times the one before, from 0.1
   */
  constructor(canvas, { window, series, least, log = false }) {
    this.#canvas = canvas;
    this.#window = window;
    this.#series = series.map((one) => ({ ...one, points: [] }));
    this.#least = least;
    this.#log = log;
    canvas.addEventListener('pointermove', (event) => { this.#pointer = event.offsetX; });
    canvas.addEventListener('pointerleave', () => { this.#pointer = null; });
  }

  clear() {
    this.#series.forEach((one) => { one.points = []; });
  }

  add(name, at, value) {
    this.#series.find((one) => one.name === name)?.points.push({ at, value });
  }

  latest(name) {
    return this.#series.find((one) => one.name === name)?.points.at(-1);
  }

  draw(now, outages) {
    const box = this.#canvas.getBoundingClientRect();
    const scale = window.devicePixelRatio || 1;
    if (this.#canvas.width !== Math.round(box.width * scale) || this.#canvas.height !== Math.round(box.height * scale)) {
      this.#canvas.width = Math.round(box.width * scale);
      this.#canvas.height = Math.round(box.height * scale);
    }
    const pen = this.#canvas.getContext('2d');
    const style = getComputedStyle(this.#canvas);
    const color = (name) => style.getPropertyValue(name).trim();
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, box.width, box.height);
    pen.font = `11px ${style.fontFamily}`;

    const start = now - this.#window;
    const width = box.width - LEFT - RIGHT;
    const height = box.height - TOP - BOTTOM;
    this.#series.forEach((one) => { one.points = one.points.filter(({ at }) => at > start - 2000); });
    const most = Math.max(this.#least, ...this.#series.flatMap(({ points }) => points.map(({ value }) => value)));
    const { steps, share } = this.#log ? logarithmic(most) : linear(most);
    const x = (at) => LEFT + ((at - start) / this.#window) * width;
    const y = (value) => TOP + height - share(value) * height;

    for (const { from, to } of outages) {
      const left = Math.max(LEFT, x(from));
      const right = Math.min(LEFT + width, Math.max(x(to ?? now), left + 2));
      if (right > LEFT) {
        pen.fillStyle = color('--outage');
        pen.fillRect(left, TOP, Math.max(0, right - left), height);
      }
    }
    this.#drawAxes(pen, color, { width, height, steps, y });
    pen.save();
    pen.beginPath();
    pen.rect(LEFT, 0, width + RIGHT, box.height);
    pen.clip();
    this.#series.forEach((one) => (one.kind === 'area' ? area : points)(pen, color(one.color), one.points, x, y, TOP + height));
    pen.restore();
    this.#drawPointer(pen, color, { start, width, height, x });
  }

  #drawAxes(pen, color, { width, height, steps, y }) {
    pen.lineWidth = 1;
    pen.fillStyle = color('--quiet');
    pen.textBaseline = 'middle';
    for (const value of steps) {
      const line = Math.round(y(value)) + 0.5;
      pen.strokeStyle = color(value === steps[0] ? '--axis' : '--grid');
      pen.beginPath();
      pen.moveTo(LEFT, line);
      pen.lineTo(LEFT + width, line);
      pen.stroke();
      pen.textAlign = 'right';
      pen.fillText(String(value), LEFT - 6, line);
    }
    pen.textBaseline = 'alphabetic';
    const minutes = this.#window / 60000;
    for (let minute = 0; minute <= minutes; minute++) {
      const at = LEFT + (width * minute) / minutes;
      pen.textAlign = minute === 0 ? 'left' : minute === minutes ? 'right' : 'center';
      pen.fillText(minute === minutes ? 'now' : `−${minutes - minute} min`, at, TOP + height + 14);
    }
  }

  #drawPointer(pen, color, { start, width, height, x }) {
    if (this.#pointer === null || this.#pointer < LEFT) {
      return;
    }
    const at = start + ((this.#pointer - LEFT) / width) * this.#window;
    const near = this.#series.flatMap(({ name, points: all }) => all.map((point) => ({ ...point, name })))
      .reduce((best, point) => (!best || Math.abs(point.at - at) < Math.abs(best.at - at) ? point : best), null);
    if (!near || Math.abs(x(near.at) - this.#pointer) > 24) {
      return;
    }
    pen.strokeStyle = color('--quiet');
    pen.beginPath();
    pen.moveTo(x(near.at), TOP);
    pen.lineTo(x(near.at), TOP + height);
    pen.stroke();
    const label = `${near.name} ${milliseconds(near.value)}`;
    const wide = pen.measureText(label).width + 12;
    const left = Math.min(LEFT + width - wide, Math.max(LEFT, x(near.at) - wide / 2));
    pen.fillStyle = color('--ink');
    pen.beginPath();
    pen.roundRect(left, TOP, wide, 18, 5);
    pen.fill();
    pen.fillStyle = color('--card');
    pen.textAlign = 'left';
    pen.fillText(label, left + 6, TOP + 13);
  }
}

/** A scale from 0 to the next number of 1, 2, 5, 10, 20 and so on. */
function linear(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  const top = [1, 2, 5, 10].find((step) => step * power >= most) * power;
  return { steps: [0, top / 2, top], share: (value) => value / top };
}

function logarithmic(most) {
  const decades = Math.ceil(Math.log10(most)) + 1;
  return {
    steps: Array.from({ length: decades + 1 }, (_, step) => Number((10 ** (step - 1)).toPrecision(1))),
    share: (value) => Math.max(0, Math.log10(value) + 1) / decades,
  };
}

function area(pen, color, all, x, y, bottom) {
  if (all.length === 0) {
    return;
  }
  const trace = () => all.forEach(({ at, value }) => pen.lineTo(x(at), y(value)));
  pen.beginPath();
  pen.moveTo(x(all[0].at), bottom);
  trace();
  pen.lineTo(x(all.at(-1).at), bottom);
  pen.globalAlpha = 0.18;
  pen.fillStyle = color;
  pen.fill();
  pen.globalAlpha = 1;
  pen.beginPath();
  trace();
  pen.strokeStyle = color;
  pen.lineWidth = 1.75;
  pen.lineJoin = 'round';
  pen.stroke();
}

function points(pen, color, all, x, y) {
  pen.fillStyle = color;
  for (const { at, value } of all) {
    pen.beginPath();
    pen.arc(x(at), y(value), 2.75, 0, 2 * Math.PI);
    pen.fill();
  }
}
