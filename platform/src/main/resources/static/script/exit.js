// Leaves a page that others should not see: Shift three times within three seconds, or a press. The page is blank before
// anything else happens, and the one that follows takes its place, so that "back" does not lead here again.
(() => {
  const button = document.querySelector('[data-exit]');
  if (!button) return;
  const leave = () => {
    document.documentElement.classList.add('gone');
    document.title = '';
    location.replace(button.href);
  };
  button.addEventListener('click', event => {
    event.preventDefault();
    leave();
  });
  let presses = [];
  let alone = false;
  addEventListener('keydown', event => {
    alone = event.key === 'Shift' && !event.repeat;
    if (event.key !== 'Shift') presses = [];
  });
  addEventListener('keyup', event => {
    if (event.key !== 'Shift' || !alone) return;
    presses = [...presses, event.timeStamp].filter(at => event.timeStamp - at < 3000);
    if (presses.length >= 3) leave();
  });
  // a page that was left comes out of the browser's memory as it was: blank
  addEventListener('pageshow', event => {
    if (event.persisted && document.documentElement.classList.contains('gone')) location.replace(button.href);
  });
})();
