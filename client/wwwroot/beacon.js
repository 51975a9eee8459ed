// SmartRetail in a page: records what a shopper does, and fills lists. docs/beacon.md says how to use it.
// Comments have lines of their own: they and the indentation are left out of what is sent.
(() => {
  const { src, dataset: { store, key, consent } } = document.currentScript;
  let { customer, token } = document.currentScript.dataset;
  const api = new URL(`v1/stores/${store}/`, src);
  const path = (...parts) => parts.map(encodeURIComponent).join("/");
  const warn = text => console.warn("smart-retail:", text);

  // All that is kept in the browser is one entry, and without consent there is none. It is read and written whole at each use,
  // since tabs share it.
  const place = "smart-retail:" + store;
  let agreed = false;
  const read = () => JSON.parse(localStorage.getItem(place)) ?? { queue: [], origins: [] };
  const change = how => {
    const state = read();
    const result = how(state);
    localStorage.setItem(place, JSON.stringify(state));
    return result;
  };
  const who = state => customer ?? (state.id ??= "anon-" + crypto.randomUUID());

  // keepalive lets what is recorded outlive the page, as sendBeacon would; but that can carry no key.
  const call = (address, body) => fetch(new URL(address, api), {
    method: body ? "POST" : "GET",
    headers: {
      Authorization: "Bearer " + key,
      ...(body && { "Content-Type": "application/json" }),
      ...(token && { "Customer-Token": token }),
    },
    body: body && JSON.stringify(body),
    keepalive: !!body,
    signal: AbortSignal.timeout(10_000),
  });
  const ask = async (address, body) => {
    const answer = await call(address, body);
    if (!answer.ok) throw await answer.text();
    return answer.json();
  };

  // An interaction waits in the queue until the server says that it is durable. Its id is made here, so what is sent twice, by
  // two tabs or after a lost answer, counts once.
  let sending, pause, failures = 0, size = 50, profiles = {};
  const send = () => (sending ??= sendAll().finally(() => (sending = undefined)));
  const sendAll = async () => {
    while (agreed && !pause) {
      // What waits for somebody who has signed out is sent when they are back.
      const batch = read().queue
        .filter(one => one.customer === customer || one.customer.startsWith("anon-"))
        .slice(0, size);
      if (!batch.length) return;
      const answer = await call("interactions", { interactions: batch }).catch(() => {});
      const { status = 500 } = answer ?? {};
      if (status === 429 || status >= 500) {
        pause = setTimeout(() => {
          pause = 0;
          send();
        }, 1000 * Math.max(2 ** Math.min(failures++, 6) * (1 + Math.random()), answer?.headers.get("Retry-After") ?? 0));
      } else if (status === 400 && size > 1) {
        // A batch is refused whole: one that is wrong must not take the others with it.
        size = 1;
      } else {
        // A list is asked for with what is acknowledged here, whichever entrance of the shop answers it.
        if (answer.ok) ({ profiles } = await answer.json());
        else warn(await answer.text());
        failures = 0;
        size = 50;
        if (agreed) change(state => (state.queue = state.queue.filter(({ id }) => !batch.some(one => one.id === id))));
      }
    }
  };

  const record = (kind, product, { price, quantity, ...more } = {}) => {
    if (!agreed) return;
    change(state => {
      const { queue, origins } = state;
      queue.push({
        id: crypto.randomUUID(), customer: who(state), kind, product, occurredAt: new Date(),
        ...origins.find(one => one.product === product), price: price && +price, quantity: quantity && +quantity, ...more,
      });
      // When it is full, the oldest view is worth least.
      if (queue.length > 200) queue.splice(Math.max(queue.findIndex(one => one.kind === "View"), 0), 1);
    });
    send();
  };

  // Remembers which list a product was followed from: what is done with it later says so.
  const follow = (product, recommendationId, position) => agreed && change(state => (state.origins = [
    { product, recommendationId, position },
    ...state.origins.filter(one => one.product !== product),
  ].slice(0, 100)));

  // What everybody gets, for who has not agreed: it names nobody, and nothing is recorded.
  const askForAnybody = ({ recommendations: list, count = 10, category, product }) => {
    if (/^(rec|buy)/.test(list)) return { products: [] };
    return ask((product ? path("products", product, list) : list.replace("for-you", "popular")) + "?" + new URLSearchParams({ count, ...(category && { category }) }));
  };

  // The lists of slots, each product with what the catalog says of it. Slots that are asked for together show no product twice.
  const shown = [];
  const lists = async slots => {
    // They reflect what was recorded before, unless that takes longer than they are worth.
    if (agreed) await Promise.race([send(), new Promise(done => setTimeout(done, 1000))]);
    const id = agreed && change(who);
    const answers = id
      ? (await ask(path("customers", id, "page"), {
        slots: slots.map(({ recommendations: list, slot = list, count = 10, category, product }) => ({
          slot, count: +count, category, products: product?.split(","),
          list: list.replace(/(^|-)./g, text => text.at(-1).toUpperCase()),
        })),
        exclude: shown,
        leastProfileVersion: profiles[id],
      })).slots
      : await Promise.all(slots.map(askForAnybody));
    const ids = answers.flatMap(({ products }) => products.map(one => one.product));
    shown.push(...ids);
    const found = ids.length ? (await ask("products?" + new URLSearchParams(ids.map(id => ["id", id])))).products : [];
    return answers.map(({ recommendationId, products }) => products
      .map(({ product, position }) => ({ recommendationId, position, ...found.find(({ id }) => id === product) }))
      .filter(({ id }) => id));
  };

  // A list is asked for when its place comes into view, so that what the server notes as shown was there to be seen.
  let filling = Promise.resolve();
  const watcher = new IntersectionObserver(entries => {
    const slots = entries.filter(one => one.isIntersecting).map(one => one.target);
    slots.forEach(watcher.unobserve, watcher);
    if (slots.length) filling = filling.then(() => fill(slots)).catch(warn);
  }, { rootMargin: "100px" });
  const fill = async slots => (await lists(slots.map(slot => slot.dataset))).forEach((products, at) => {
    const slot = slots[at];
    const template = slot.querySelector("template");
    slot.hidden = !products.length;
    for (const product of products) {
      const copy = template.content.cloneNode(true);
      copy.querySelectorAll("*").forEach(element => write(element, product, slot.dataset.currency));
      const { id: followed, recommendationId, position } = product;
      if (recommendationId) Object.assign(copy.firstElementChild.dataset, { followed, recommendationId, position });
      template.before(copy);
    }
  });

  // Puts {title}, {price} or {attributes.picture} into text and attributes: never as HTML, and never as a script.
  const write = (element, product, currency) => {
    const put = (text, convert) => text.replace(/\{([\w.]+)\}/g, (_, field) =>
      convert(field.split(".").reduce((part, name) => part?.[name], product) ?? "", field));
    const format = (value, field) => field === "price" && currency
      ? value.toLocaleString(document.documentElement.lang || [], { style: "currency", currency })
      : value;
    for (const child of element.childNodes) if (child.nodeType === 3) child.data = put(child.data, format);
    for (const attribute of element.attributes) {
      const { name, value } = attribute;
      const isAddress = /^(href|src)$/.test(name);
      if (/^on|^srcdoc/.test(name)) continue;
      attribute.value = put(value, isAddress && value[0] !== "{" ? encodeURIComponent : one => one);
      if (isAddress && !/^http/.test(new URL(attribute.value, location))) attribute.value = "";
    }
  };

  // What the page says of itself. An element counts once, and again when it speaks of something else.
  const noted = new WeakMap();
  const each = (selector, text, act) => document.querySelectorAll(selector).forEach(element => {
    const now = text(element.dataset);
    if (noted.get(element) !== now) {
      noted.set(element, now);
      act(element.dataset, element);
    }
  });
  const scan = () => {
    each("[data-recommendations]", () => 1, (_, slot) => watcher.observe(slot));
    if (!agreed) return;
    each("[data-view]", data => data.view, ({ view, price }) => record("View", view, { price }));
    // The order's id makes it one purchase, however often the page is loaded.
    each("[data-purchase][data-order]", data => data.order + data.purchase, ({ purchase, order, price, quantity }) =>
      record("Purchase", purchase, { price, quantity, id: order + "-" + purchase }));
  };
  document.addEventListener("click", ({ target }) => {
    const { followed, recommendationId, position } = target.closest("[data-followed]")?.dataset ?? {};
    if (followed) follow(followed, recommendationId, +position);
    const { add, price, quantity } = target.closest("[data-add]")?.dataset ?? {};
    if (add) record("AddToCart", add, { price, quantity });
  }, true);

  const commands = {
    record, follow, lists,
    push([name, ...values]) {
      commands[name](...values);
    },
    // Yes or no, as often as the shopper changes their mind; what they said last, when it is not given. A browser that says no
    // for its owner (Global Privacy Control) is believed.
    consent(yes) {
      try {
        agreed = (yes ?? place in localStorage) && !navigator.globalPrivacyControl;
        if (!agreed) localStorage.removeItem(place);
        else change(() => 0);
      } catch {
        // Where nothing may be kept, nobody has agreed.
        agreed = false;
      }
      scan();
      send();
    },
    // What the shopper did before counts for the customer, who has a token from the shop's server.
    async signIn(...known) {
      [customer, token] = known;
      const from = agreed && read().id;
      if (!from) return;
      const answer = await call(path("customers", customer, "merge"), { from });
      if (!answer.ok) warn(await answer.text());
      // Whoever uses this browser after them is somebody else.
      if (answer.status < 500) change(state => delete state.id);
    },
    signOut() {
      customer = token = undefined;
    },
  };
  const waiting = window.smartRetail ?? [];
  window.smartRetail = commands;
  commands.consent(consent && consent === "granted");
  if (customer) commands.signIn(customer, token);
  waiting.forEach(commands.push);
  // What appears later is found too: the rest of the document, and what a page draws itself.
  new MutationObserver(scan).observe(document, { childList: true, subtree: true });
  // A page that is left waits for no answer: what is under way is sent again with the rest.
  document.addEventListener("visibilitychange", sendAll);
})();
