// Says that scripts run, before anything is drawn. Every page works without.
document.documentElement.classList.add('js');
