// Keys of a queue: J and K move through it, A, R and / put the focus on what carries that key; Enter then does it.
// Letters do nothing while somebody types, and nothing at all once they are turned off (WCAG 2.1.4).
(() => {
  const off = () => { try { return localStorage.getItem('letters') === 'off'; } catch { return false; } };
  document.addEventListener('change', event => {
    if (!event.target.matches('[data-letters]')) return;
    try { localStorage.setItem('letters', event.target.checked ? 'on' : 'off'); } catch { /* then they stay on */ }
  });
  document.querySelectorAll('[data-letters]').forEach(box => { box.checked = !off(); });
  document.addEventListener('keydown', event => {
    if (off() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches('input, textarea, select')) return;
    const entries = [...document.querySelectorAll('.q a')];
    const key = event.key.toLowerCase();
    let goal = null;
    if (key === 'j' || key === 'k') {
      const focused = entries.indexOf(document.activeElement);
      const at = focused >= 0 ? focused : entries.findIndex(entry => entry.hasAttribute('aria-current'));
      goal = entries[at + (key === 'j' ? 1 : -1)];
    } else {
      goal = document.querySelector('[data-key="' + CSS.escape(key) + '"]');
    }
    if (goal) {
      goal.focus();
      event.preventDefault();
    }
  });
})();
