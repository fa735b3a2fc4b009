// Shows the figures of what is chosen in the filters. They are all in the page: nothing is computed here.
(() => {
  const form = document.querySelector('.filters');
  const views = JSON.parse(document.getElementById('views').textContent);
  const selects = [...form.querySelectorAll('select')];
  const clear = form.querySelector('button');
  const said = document.querySelector('[role=status]');
  const tiles = [...document.querySelectorAll('[data-tile]')].map(tile => {
    const place = tile.querySelector('.figure');
    return { place, shown: 0, open: false, figures: [place.innerHTML, ...[...tile.querySelectorAll('template')].map(t => t.innerHTML)] };
  });

  function show() {
    const view = views[selects.map(s => s.selectedIndex).join()];
    tiles.forEach((tile, at) => {
      const wanted = view ? view[at] : -1;
      if (wanted === tile.shown) return;
      // A table that a reader opened stays open.
      tile.open = tile.place.querySelector('details')?.open ?? tile.open;
      tile.place.innerHTML = tile.figures[wanted] ?? '';
      if (!view) tile.place.append(Object.assign(document.createElement('p'), { className: 'note', textContent: said.dataset.missing }));
      const details = tile.place.querySelector('details');
      if (details) details.open = tile.open;
      tile.shown = wanted;
    });
    const chosen = selects.filter(s => s.selectedIndex > 0)
      .map(s => `${s.parentElement.querySelector('span').textContent}: ${s.value}`);
    clear.disabled = chosen.length === 0;
    said.textContent = !view ? said.dataset.missing : chosen.length ? `${said.dataset.chosen} ${chosen.join(', ')}` : said.dataset.all;
  }

  form.addEventListener('change', show);
  form.addEventListener('reset', () => setTimeout(show));
  form.hidden = false;
  if (selects.some(s => s.selectedIndex > 0)) show();
})();
