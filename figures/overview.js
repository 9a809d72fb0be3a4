// Sorts the table by the column whose head is pressed: numbers by size, words by the alphabet,
// what has no value last, whichever way. Without a script the table stands worst first.
const table = document.querySelector('table.clips');
const body = table.tBodies[0];
const heads = [...table.tHead.rows[0].cells];

const valueOf = (row, place) => row.cells[place].dataset.value ?? '';

function compare(a, b, numbers) {
  if (a === '' || b === '') return (a === '') - (b === '');
  return numbers ? Number(a) - Number(b) : a.localeCompare(b, document.documentElement.lang);
}

function sort(place) {
  const head = heads[place];
  const down = head.getAttribute('aria-sort') === 'ascending';
  const numbers = head.dataset.kind === 'number';
  const rows = [...body.rows].sort((first, second) => {
    const [a, b] = [valueOf(first, place), valueOf(second, place)];
    const order = compare(a, b, numbers);
    return down && a !== '' && b !== '' ? -order : order;
  });
  heads.forEach((other) => other.removeAttribute('aria-sort'));
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  body.append(...rows);
}

heads.forEach((head, place) => {
  const name = head.firstElementChild;
  if (!name) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = name.textContent;
  button.addEventListener('click', () => sort(place));
  name.replaceWith(button);
});
