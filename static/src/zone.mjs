// An exclusion zone drawn on the map of the wards, corner by corner, by pointer or by keyboard. What
// is drawn stands in the box of coordinates that the form has without this.
const STEP = 8;
const FAR = 40;
const SVG = "http://www.w3.org/2000/svg";

export function drawZones() {
  for (const map of document.querySelectorAll("[data-draw-zone]")) {
    const box = document.getElementById(map.dataset.drawZone);
    if (box) new Zone(map, box);
  }
}

class Zone {
  constructor(map, box) {
    this.map = map;
    this.box = box;
    this.svg = map.querySelector("svg");
    this.corners = [];
    const view = this.svg.viewBox.baseVal;
    this.edge = { x: view.width, y: view.height };
    this.cross = { x: view.width / 2, y: view.height / 2 };
    box.before(map);
    map.hidden = false;
    this.svg.addEventListener("click", (event) => this.press(event));
    this.svg.addEventListener("keydown", (event) => this.key(event));
    map.querySelector("[data-back]").addEventListener("click", () => this.back());
    map.querySelector("[data-clear]").addEventListener("click", () => this.set([]));
    box.addEventListener("input", () => this.read());
    this.read();
  }

  press(event) {
    const at = new DOMPoint(event.clientX, event.clientY);
    this.cross = at.matrixTransform(this.svg.getScreenCTM().inverse());
    this.add();
  }

  key(event) {
    const by = event.shiftKey ? FAR : STEP;
    const moves = {
      ArrowLeft: [-by, 0],
      ArrowRight: [by, 0],
      ArrowUp: [0, -by],
      ArrowDown: [0, by],
    };
    if (event.key in moves) this.move(...moves[event.key]);
    else if (event.key === "Enter" || event.key === " ") this.add();
    else if (event.key === "Backspace") this.back();
    else return;
    event.preventDefault();
  }

  move(x, y) {
    const within = (value, edge) => Math.min(Math.max(value, 0), edge);
    this.cross = {
      x: within(this.cross.x + x, this.edge.x),
      y: within(this.cross.y + y, this.edge.y),
    };
    this.show();
  }

  add() {
    this.set([...this.corners, { x: this.cross.x, y: this.cross.y }]);
  }

  back() {
    this.set(this.corners.slice(0, -1));
  }

  set(corners) {
    this.corners = corners;
    this.write();
    this.show();
  }

  // Degrees as the server drew them, and back.
  write() {
    const { west, north, across, down } = this.map.dataset;
    const ring = this.corners.map(({ x, y }) => [
      Number((Number(west) + (x - 4) / Number(across)).toFixed(6)),
      Number((Number(north) - (y - 4) / Number(down)).toFixed(6)),
    ]);
    this.box.value =
      ring.length < 3
        ? ""
        : JSON.stringify({ type: "Polygon", coordinates: [[...ring, ring[0]]] });
    this.writing = true;
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
    this.writing = false;
  }

  read() {
    if (this.writing) return;
    const { west, north, across, down } = this.map.dataset;
    try {
      const said = JSON.parse(this.box.value);
      const ring = (said.geometry ?? said).coordinates[0].slice(0, -1);
      this.corners = ring.map(([longitude, latitude]) => ({
        x: 4 + (longitude - Number(west)) * Number(across),
        y: 4 + (Number(north) - latitude) * Number(down),
      }));
    } catch {
      this.corners = [];
    }
    this.show();
  }

  show() {
    const line = this.corners.map(({ x, y }) => `${x} ${y}`).join("L");
    const close = this.corners.length > 2 ? "Z" : "";
    this.part("zone").setAttribute("d", line && `M${line}${close}`);
    this.part("corners").replaceChildren(...this.corners.map(dot));
    const { x, y } = this.cross;
    this.part("cross").setAttribute("d", `M${x - 10} ${y}h20M${x} ${y - 10}v20`);
    this.part("said").textContent = this.words();
  }

  words() {
    const number = this.corners.length;
    const corners = `${number} corner${number === 1 ? "" : "s"}`;
    const more = number > 0 && number < 3 ? ", at least 3 make an area" : "";
    const ward = this.ward();
    return `${corners}${more}. The cross is ${ward ? `in ${ward}` : "outside the wards"}.`;
  }

  ward() {
    const point = this.svg.createSVGPoint();
    Object.assign(point, this.cross);
    const shapes = [...this.svg.querySelectorAll("[data-name]")];
    return shapes.find((shape) => shape.isPointInFill(point))?.dataset.name;
  }

  part(name) {
    return this.map.querySelector(`[data-${name}]`);
  }
}

function dot({ x, y }) {
  const circle = document.createElementNS(SVG, "circle");
  for (const [name, value] of Object.entries({ cx: x, cy: y, r: 5 })) {
    circle.setAttribute(name, value);
  }
  circle.setAttribute("class", "concord-map__corner");
  return circle;
}
