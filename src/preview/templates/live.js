// Asks the server whether there is another page than this one.
new EventSource(`/news?${document.currentScript.dataset.number}`).onmessage = () => location.reload();
