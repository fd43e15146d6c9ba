// Telling without the network. What a child tells is sealed to the server's key before anything else is done with it, so that
// nobody at this device can read it, and kept until the server says that it has it. No page of a child is kept, and no name.
(() => {
  const seals = document.querySelector('[data-seals]');
  const loaded = Date.now();
  const MONTH = 30 * 24 * 3600 * 1000;
  let press = 0;

  const kept = () => Object.keys(localStorage).filter(key => key.startsWith('told.'));
  const send = async () => {
    let left = 0;
    for (const key of kept()) {
      try {
        const answer = await fetch('/tell/sealed', { method: 'POST', body: localStorage.getItem(key), credentials: 'omit',
          headers: { 'Content-Type': 'text/plain' } });
        const good = answer.ok && await answer.text() === 'kept';
        // what the server cannot open today it may open when it is put right; after a month nobody waits for it
        if (good || (answer.status === 422 && Date.now() - Number(key.split('.')[1]) > MONTH)) localStorage.removeItem(key);
        else left++;
      } catch {
        left++;
      }
    }
    return left;
  };
  let waiting = null;
  const sendAll = async () => {
    clearTimeout(waiting);
    waiting = null;
    const left = await send();
    if (left && !waiting) waiting = setTimeout(sendAll, 15000);
    if (!left) document.querySelectorAll('[data-away-told]').forEach(line => { line.hidden = false; });
  };
  const stored = () => { try { return kept().length > 0; } catch { return false; } };
  if (stored()) sendAll();
  addEventListener('online', () => { if (stored()) sendAll(); });
  if (!seals) return;

  const base64 = bytes => btoa(Array.from(new Uint8Array(bytes), byte => String.fromCharCode(byte)).join(''))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0));
  const utf8 = text => new TextEncoder().encode(text);

  const seal = async what => {
    const { key, spki } = seals.dataset;
    const curve = { name: 'ECDH', namedCurve: 'P-256' };
    const theirs = await crypto.subtle.importKey('spki', bytes(spki), curve, false, []);
    const mine = await crypto.subtle.generateKey(curve, false, ['deriveBits']);
    const sender = await crypto.subtle.exportKey('raw', mine.publicKey);
    const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, mine.privateKey, 256);
    const root = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
    const secret = await crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: sender, info: utf8('schoolgate telling ' + key) },
      root, { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, secret, utf8(JSON.stringify(what)));
    return ['1', key, base64(sender), base64(iv), base64(box)].join('.');
  };

  const reached = async () => {
    if (!navigator.onLine) return false;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 4000);
    try {
      return (await fetch('/health', { cache: 'no-store', credentials: 'omit', signal: stop.signal })).ok;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  };
  // pictures of the pages for without the network are fetched while it is there
  const pictures = [...document.querySelectorAll('template[data-away]')]
    .flatMap(page => [...page.content.querySelectorAll('img')])
    .map(picture => document.importNode(picture));
  const show = name => {
    const main = document.querySelector('main');
    const page = document.querySelector('template[data-away="' + name + '"]');
    if (!page) return false;
    main.replaceChildren(page.content.cloneNode(true));
    main.querySelectorAll('img').forEach(picture => picture.replaceWith(pictures.find(one => one.src === picture.src)));
    const title = main.querySelector('h1');
    if (title) title.focus();
    scrollTo(0, 0);
    return true;
  };
  const hidden = (form, name, value) => {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name, value });
    form.append(field);
  };

  const tell = async form => {
    const typed = Object.fromEntries(new FormData(form));
    const now = press++;
    try {
      const what = { ticket: seals.dataset.ticket, press: now, loaded, pressed: Date.now(), matter: typed.matter,
        words: typed.words, page: typed.page, teachersToo: typed.teachersToo !== 'false', trusted: typed.trusted };
      localStorage.setItem('told.' + Date.now() + '.' + base64(crypto.getRandomValues(new Uint8Array(6))), await seal(what));
    } catch {
      // this device cannot keep it: it goes the ordinary way
      form.submit();
      return;
    }
    if (await reached()) {
      hidden(form, 'ticket', seals.dataset.ticket);
      hidden(form, 'press', now);
      form.submit();
      return;
    }
    show('kept');
    if (!waiting) waiting = setTimeout(sendAll, 15000);
  };

  document.addEventListener('submit', event => {
    const form = event.target.closest('form[data-tells]');
    if (!form) return;
    event.preventDefault();
    if (form.hasAttribute('aria-busy')) return;
    form.setAttribute('aria-busy', 'true');
    tell(form).finally(() => form.removeAttribute('aria-busy'));
  });
  document.addEventListener('click', async event => {
    const link = event.target.closest('a[data-tells]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (await reached() || !show('tell')) location.href = link.href;
  });
})();
