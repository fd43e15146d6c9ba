// Small comforts: print buttons, menus that close, "4 of 7 answered", the focus on what is wrong.
(() => {
  const all = selector => document.querySelectorAll(selector);
  document.addEventListener('click', event => {
    if (event.target.closest('[data-do="print"]')) print();
  });
  // paper cannot be pressed: what is folded is unfolded
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...all('details:not([open]):not([data-closes])')];
    folded.forEach(part => { part.open = true; });
  });
  addEventListener('afterprint', () => folded.forEach(part => { part.open = false; }));
  const close = but => all('details[data-closes][open]').forEach(menu => { if (!menu.contains(but)) menu.open = false; });
  document.addEventListener('click', event => close(event.target));
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    const menu = document.activeElement.closest('details[data-closes][open]');
    close(null);
    if (menu) menu.querySelector('summary').focus();
  });
  const counter = document.querySelector('[data-answered]');
  if (counter && all('.ask').length) {
    const count = () => {
      counter.textContent = counter.dataset.answered
        .replace('#', all('.ask input:checked').length).replace('#', all('.ask').length);
    };
    document.addEventListener('change', count);
    count();
  }
  all('[data-focus]').forEach(summary => summary.focus());
})();
