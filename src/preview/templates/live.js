// Asks the server that made this page whether there is a newer one.
new EventSource('/news').onmessage = () => location.reload();
