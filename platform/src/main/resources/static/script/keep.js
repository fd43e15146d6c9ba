// Keeps what is typed: <form data-keeps="/where"> is sent there every few seconds while somebody writes, at each change of
// a field, and when the page is left. A line in it, [data-kept], says when that was done, or that it was not.
(() => {
  for (const form of document.querySelectorAll('form[data-keeps]')) {
    const line = form.querySelector('[data-kept]');
    let kept = '', timer = null, sent = false, asking = false;
    const typed = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'));
    const say = good => {
      if (line) line.textContent = (good ? line.dataset.kept : line.dataset.notKept)
        .replace('#', new Date().toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' }));
    };
    const keep = async leaving => {
      clearTimeout(timer);
      timer = null;
      const now = typed();
      const text = now.toString();
      if (sent || text === kept || (asking && !leaving)) return;
      asking = true;
      now.set('byScript', 'true');
      try {
        const answer = await fetch(form.dataset.keeps, { method: 'POST', body: now, redirect: 'manual', keepalive: leaving });
        if (answer.status === 204) kept = text;
        // it was sent from another window
        if (answer.status === 409) sent = true;
        say(answer.status === 204);
      } catch {
        say(false);
      }
      asking = false;
      if (typed().toString() !== kept) later(typed().toString() === text ? 10000 : 3000);
    };
    const later = wait => { if (!timer) timer = setTimeout(() => keep(false), wait); };
    kept = typed().toString();
    form.addEventListener('input', () => later(3000));
    form.addEventListener('change', () => { clearTimeout(timer); timer = null; later(300); });
    form.addEventListener('submit', () => { sent = true; clearTimeout(timer); });
    addEventListener('pageshow', () => { sent = false; });
    addEventListener('pagehide', () => keep(true));
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') keep(true); });
  }
})();
