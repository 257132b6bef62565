// Sorts the heat map by any column and filters it by name. Without it the table stands as it was written, best first.
(() => {
const board = document.querySelector(".board"), body = board.tBodies[0], rows = [...body.rows];
const heads = [...board.tHead.rows[0].cells], order = "emwnuax";
const lang = document.documentElement.lang;
const value = (row, column) => {
const cell = row.cells[column];
if (cell.dataset.v !== undefined) return -cell.dataset.v;
if (column > 3) return order.indexOf(cell.className);
if (column === 1) return cell.textContent;
const number = parseFloat(cell.textContent);
return Number.isNaN(number) ? Infinity : column === 3 ? -number : number;
};
heads.forEach((head, column) => {
const button = document.createElement("button");
button.append(...head.childNodes);
head.append(button);
button.addEventListener("click", () => {
const down = head.getAttribute("aria-sort") === "ascending";
heads.forEach((other) => other.removeAttribute("aria-sort"));
head.setAttribute("aria-sort", down ? "descending" : "ascending");
const sorted = rows.map((row, place) => [value(row, column), place, row]).sort(([a, i], [b, j]) =>
(typeof a === "string" ? a.localeCompare(b, lang) : a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1) || i - j);
body.append(...sorted.map(([, , row]) => row));
});
});
const tools = document.querySelector(".tools"), input = tools.querySelector("input"), status = tools.querySelector("[role=status]");
const flat = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
const names = rows.map((row) => flat(row.cells[1].textContent));
input.addEventListener("input", () => {
const wanted = flat(input.value.trim());
let shown = 0;
rows.forEach((row, place) => {
row.hidden = !names[place].includes(wanted);
shown += !row.hidden;
});
status.textContent = wanted ? `${shown}/${rows.length}` : "";
});
tools.hidden = false;
})();
