// Spares the reloads while a job runs: the part of the page that tells of it is fetched anew. Without script there is a button for it.
'use strict';

const look = async () => {
  const region = document.querySelector('[data-running]');
  if (!region) return;
  try {
    const answer = await fetch(location.href, { headers: { 'PolicyBot-Poll': '1' }, credentials: 'same-origin', redirect: 'error' });
    if (answer.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(region.id);
      if (fresh) region.replaceWith(document.adoptNode(fresh));
    }
  } catch {
    // The next look may find the site again.
  }
  setTimeout(look, 1500);
};
setTimeout(look, 700);

// A search that has found nothing yet goes on by itself. Without script there is a link for it.
const goOn = async () => {
  for (let region; (region = document.querySelector('[data-further]'));) {
    const at = region.dataset.further;
    try {
      const answer = await fetch(at, { credentials: 'same-origin', redirect: 'error' });
      const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(region.id);
      if (!fresh) return;
      region.replaceWith(document.adoptNode(fresh));
      history.replaceState(null, '', at);
    } catch {
      return;
    }
  }
};
goOn();
