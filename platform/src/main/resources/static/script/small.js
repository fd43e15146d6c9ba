// Small comforts: print buttons, "4 of 7 answered", the focus on what is wrong.
(() => {
  const all = selector => document.querySelectorAll(selector);
  document.addEventListener('click', event => {
    if (event.target.closest('[data-do="print"]')) print();
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
