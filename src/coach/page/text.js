// Text and elements. Text is only ever set as text.

const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;

// What would turn a line round is made visible instead.
const shown = text => String(text).replace(TURNS, '\ufffd').replace(CONTROLS, ' ');

// An element with attributes and children; an `on…` attribute is a listener.
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, shown(value));
  }
  for (const child of children.flat()) {
    if (child instanceof Node) element.append(child);
    else if (child !== null && child !== undefined) element.append(shown(child));
  }
  return element;
};

// Somebody's words: a direction of their own, so that they cannot reorder ours.
const theirs = (text, attributes = {}) => make('bdi', attributes, text);

const SVG = 'http://www.w3.org/2000/svg';
const draw = (tag, attributes = {}, ...children) => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

// A moment as a clock shows it, rounded to the second: 1:07.
const clock = seconds => {
  const whole = Math.round(Math.max(0, seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};

// A moment for a field, to the tenth where it has one: 1:07.4.
const precise = seconds => {
  const tenths = Math.round(Math.max(0, seconds) * 10);
  const rest = (tenths % 600) / 10;
  return `${Math.floor(tenths / 600)}:${rest < 10 ? '0' : ''}${rest}`;
};

// The moment that a person wrote, as 67.4, 1:07 or 1:07.4; NaN when it is none.
const moment = text => {
  const parts = /^\s*(?:(\d{1,3}):)?(\d{1,4}(?:[.,]\d{1,3})?)\s*$/.exec(text);
  return parts ? Number(parts[1] ?? 0) * 60 + Number(parts[2].replace(',', '.')) : NaN;
};

const spoken = seconds => {
  const whole = Math.round(Math.max(0, seconds));
  const minutes = Math.floor(whole / 60);
  return minutes ? `${minutes} min ${whole % 60} s` : `${whole} s`;
};

// Says something to whoever cannot see that it happened.
const announce = text => {
  document.getElementById('status').textContent = shown(text);
};
