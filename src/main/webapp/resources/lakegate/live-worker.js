// One stream of events for all consoles of a browser. Over HTTP/1.1 a browser opens six connections to
// the portal for all its tabs together, so a stream for each tab would leave none to run code by.
const MOST = 50;
const SILENT = 300000;
const SOON = 50;

const consoles = new Map();
const streams = new Map();

const tell = (address, id, news) => {
  for (const [port, one] of consoles) {
    if (one.address === address && (id === null || one.id === id)) {
      port.postMessage(news);
    }
  }
};

const stop = (address) => {
  const stream = streams.get(address);
  clearTimeout(stream?.soon);
  stream?.source?.close();
  streams.delete(address);
};

const wanted = (address) => {
  const ids = [...consoles.values()].filter((one) => one.address === address).map((one) => one.id);
  return [...new Set(ids)].sort();
};

const open = (address) => {
  const ids = wanted(address);
  if (!ids.length) {
    stop(address);
    return;
  }
  // A console that came too late for the one stream polls by itself.
  ids.slice(MOST).forEach((id) => tell(address, id, { over: true }));
  const asked = ids.slice(0, MOST).join(",");
  const stream = streams.get(address);
  if (stream?.asked === asked) {
    return;
  }
  stream?.source?.close();
  const source = new EventSource(`${address}?ids=${asked}`);
  const last = new Map([...(stream?.last ?? [])].filter(([id]) => ids.includes(id)));
  streams.set(address, { source, asked, last });
  source.onmessage = (event) => {
    const live = JSON.parse(event.data);
    last.set(live.id, live);
    tell(address, live.id, live.gone ? { over: true } : live);
  };
  source.onerror = () => {
    // It comes back by itself unless it was refused.
    if (source.readyState === EventSource.CLOSED && streams.get(address)?.source === source) {
      streams.delete(address);
      tell(address, null, { over: true });
    }
  };
};

// Several tabs that open or close at once change the stream once.
const openSoon = (address) => {
  const stream = streams.get(address) ?? {};
  streams.set(address, stream);
  clearTimeout(stream.soon);
  stream.soon = setTimeout(() => open(address), SOON);
};

const forget = (port) => {
  const one = consoles.get(port);
  if (one) {
    consoles.delete(port);
    openSoon(one.address);
  }
};

const hear = (port, said) => {
  if (said.bye) {
    forget(port);
    return;
  }
  const known = consoles.get(port);
  consoles.set(port, { address: said.address, id: said.id, heard: Date.now() });
  if (!known || said.shown) {
    const last = streams.get(said.address)?.last?.get(said.id);
    if (last && !last.gone) {
      port.postMessage(last);
    }
  }
  if (!known) {
    openSoon(said.address);
  }
};

self.onconnect = (event) => {
  const port = event.ports[0];
  port.onmessage = (message) => hear(port, message.data);
};

// A tab that was closed by force says nothing.
setInterval(() => {
  for (const [port, one] of consoles) {
    if (Date.now() - one.heard > SILENT) {
      forget(port);
    }
  }
}, SILENT / 5);
