// The take on the clock: its sound, a lane for each section, and marks that jump.

const PARTS = { rollback: 'rollback', cause: 'decision', lesson: 'decision', change: 'decision' };
const partOf = role => PARTS[role] ?? 'neither';

// What a stretch of the take belongs to: its section's heading, or its role's name.
const titleOf = (report, span) => {
  if (span.role === null) return 'aside';
  const ofRole = report.sections.filter(section => section.role === span.role);
  if (ofRole.length === 1 || span.section === null) return ofRole[0]?.heading ?? span.role;
  return report.sections[span.section]?.heading ?? span.role;
};

class Lanes {
  constructor(take, player) {
    this.take = take;
    this.player = player;
    this.head = make('div', { class: 'head' });
    this.slider = this.makeSlider();
    this.marks = make('div', { class: 'marks' });
    this.plot = make('div', { class: 'plot' }, this.slider);
    this.element = make('div', { class: 'lanes' }, this.row('', this.plot, 'sound'), this.lanes(), this.row('Marks', this.marks, 'of-marks'), this.legend());
    this.shownMarks = [];
    player.whenMoved(now => this.moved(now));
    new ResizeObserver(() => this.place()).observe(this.marks);
    this.moved(0);
  }

  share(seconds) {
    return Math.min(1, Math.max(0, seconds / this.player.duration));
  }

  row(label, plot, kind) {
    return make('div', { class: `row ${kind}` }, make('span', { class: 'label' }, theirs(label)), plot);
  }

  makeSlider() {
    const slider = make('div', {
      class: 'slider', role: 'slider', tabindex: '0', 'aria-label': 'Place in the take',
      'aria-valuemin': '0', 'aria-valuemax': Math.round(this.player.duration),
      onkeydown: event => this.keyed(event),
      onpointerdown: event => {
        slider.setPointerCapture(event.pointerId);
        this.pointed(event);
      },
      onpointermove: event => {
        if (slider.hasPointerCapture(event.pointerId)) this.pointed(event);
      },
    }, this.wave(), this.head);
    return slider;
  }

  // The outline of the sound in the colours of the sections it belongs to.
  wave() {
    const { outline, report } = this.take;
    const svg = draw('svg', { viewBox: '0 0 1000 100', preserveAspectRatio: 'none', 'aria-hidden': 'true', class: 'wave' });
    const columns = outline.length ? outline : null;
    if (columns === null) {
      for (const span of report.spans) svg.append(this.bar(span, 35, 30));
      return svg;
    }
    const paths = { decision: '', rollback: '', neither: '' };
    const width = 1000 / columns.length;
    const partAt = this.partsByTime();
    columns.forEach((height, at) => {
      const tall = Math.max(1, height * 0.96);
      paths[partAt((at + 0.5) / columns.length * this.player.duration)] += `M${(at * width).toFixed(2)} ${(50 - tall / 2).toFixed(1)}h${(width * 0.7).toFixed(2)}v${tall.toFixed(1)}h-${(width * 0.7).toFixed(2)}z`;
    });
    for (const [part, path] of Object.entries(paths)) svg.append(draw('path', { class: part, d: path }));
    return svg;
  }

  partsByTime() {
    const spans = this.take.report.spans;
    return seconds => partOf(spans.find(span => span.start <= seconds && seconds < span.end)?.role);
  }

  bar(span, top, height) {
    const left = this.share(span.start) * 1000;
    const width = Math.max(2, this.share(span.end) * 1000 - left);
    return draw('rect', { class: partOf(span.role), x: left, y: top, width, height });
  }

  lanes() {
    const { report } = this.take;
    const titles = report.sections.map(section => section.heading);
    const bars = new Map(titles.map(title => [title, []]));
    for (const span of report.spans) {
      const title = titleOf(report, span);
      if (!bars.has(title)) bars.set(title, []);
      bars.get(title).push(span);
    }
    return Array.from(bars, ([title, spans]) => {
      const svg = draw('svg', { viewBox: '0 0 1000 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
      svg.append(...spans.map(span => this.bar(span, 0, 10)));
      const plot = make('div', { class: 'plot lane', onclick: event => this.pointed(event, plot) }, svg);
      return this.row(title, plot, spans.length ? 'section' : 'section untold');
    });
  }

  legend() {
    const key = (part, text) => make('li', {}, make('span', { class: `swatch ${part}`, 'aria-hidden': 'true' }), text);
    return make('ul', { class: 'legend' }, key('decision', 'decision: cause, lesson, change'), key('rollback', 'rollback'), key('neither', 'neither'));
  }

  pointed(event, plot = this.slider) {
    const box = plot.getBoundingClientRect();
    this.player.seek((event.clientX - box.left) / box.width * this.player.duration);
  }

  keyed(event) {
    const steps = { ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5, PageUp: 15, PageDown: -15, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.player.seek(this.player.now + step);
  }

  moved(now) {
    this.head.style.left = `${this.share(now) * 100}%`;
    const whole = Math.round(now);
    if (whole === this.told) return;
    this.told = whole;
    const span = this.take.report.spans.find(span => span.start <= now && now < span.end);
    const where = span ? `, ${titleOf(this.take.report, span)}` : '';
    this.slider.setAttribute('aria-valuenow', whole);
    this.slider.setAttribute('aria-valuetext', shown(`${spoken(now)} of ${spoken(this.player.duration)}${where}`));
  }

  // Shows marks: each has seconds, a kind, a letter and a label, and jumps to its place.
  mark(marks) {
    this.marks.replaceChildren(...marks.map(mark => make('button', {
      type: 'button', class: `mark ${mark.kind}`, 'aria-label': mark.label, title: mark.label,
      onclick: () => mark.go(),
    }, make('span', { 'aria-hidden': 'true' }, mark.letter))));
    this.shownMarks = marks;
    this.place();
  }

  // Marks that would cover each other stand below each other.
  place() {
    const width = this.marks.clientWidth;
    if (width === 0) return;
    const size = 26;
    const ends = [];
    this.shownMarks.forEach((mark, at) => {
      const left = Math.min(Math.max(0, this.share(mark.start) * width - size / 2), width - size);
      let row = ends.findIndex(end => end <= left);
      if (row < 0) row = ends.length;
      ends[row] = left + size;
      const button = this.marks.children[at];
      button.style.left = `${left}px`;
      button.style.top = `${row * size}px`;
    });
    this.marks.style.height = `${Math.max(1, ends.length) * size}px`;
  }
}
