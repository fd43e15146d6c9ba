// Read aloud with the device's voice: <button data-say="..." class="listen js-only">. A second press stops it.
(() => {
  if (!window.speechSynthesis) {
    document.documentElement.classList.add('no-voice');
    return;
  }
  let speaking = null;
  document.addEventListener('click', event => {
    const button = event.target.closest('[data-say]');
    if (!button) return;
    speechSynthesis.cancel();
    if (speaking === button) {
      speaking = null;
      return;
    }
    const words = new SpeechSynthesisUtterance(button.dataset.say);
    words.lang = document.documentElement.lang;
    words.rate = 0.85;
    words.onend = () => { if (speaking === button) speaking = null; };
    speaking = button;
    speechSynthesis.speak(words);
  });
  addEventListener('pagehide', () => speechSynthesis.cancel());
})();
