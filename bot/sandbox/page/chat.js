// The chat page of the sandbox: plays one of three people over the control API (/sandbox/…). No framework; every text enters the page as
// a text node, so nothing that a bot or a person writes can become markup.
const $ = (id) => document.getElementById(id);
const BOTTOM_GAP = 80, SHOWN = 300, WAIT_SECONDS = 25, CALM_MS = 2600, ACTION_MS = 5200, INLINE_MS = 250;
const SAFE_LINK = /^(https?|tg|mailto):/i;
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const MARKS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", pre: "pre" };
const me = { id: 0, chat: 0, thread: 0 };
const shown = new Map(); // message id → { json, row }
let state = { users: [], chats: [], bot: {}, version: 0 }, commands = [], picked = 0;

// the control API
async function ask(act, query = {}) {
  return read(await fetch(`sandbox/${act}?${new URLSearchParams(query)}`));
}
async function tell(act, body) {
  const form = body instanceof FormData;
  return read(await fetch(`sandbox/${act}`, { method: "POST", body: form ? body : JSON.stringify(body) }));
}
async function read(answer) {
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body;
}

// small pieces
function make(tag, props = {}, ...children) {
  const node = Object.assign(document.createElement(tag), props);
  node.append(...children);
  return node;
}
function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.append(document.createElementNS("http://www.w3.org/2000/svg", "use"));
  svg.firstChild.setAttribute("href", `#i-${name}`);
  return svg;
}
function hueOf(id) { return Math.abs(id * 47) % 360; }
function face(node, id, name) {
  node.style.setProperty("--hue", hueOf(id));
  node.textContent = name.split(/\s+/).slice(-2).map((word) => word[0]).join("").toUpperCase();
  return node;
}
function clock(seconds) { return new Date(seconds * 1000).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" }); }
function day(seconds) {
  const date = new Date(seconds * 1000).toDateString(), today = new Date();
  if (date === today.toDateString()) return "Hôm nay";
  if (date === new Date(today - 864e5).toDateString()) return "Hôm qua";
  return new Date(seconds * 1000).toLocaleDateString("vi-VN");
}
function size(bytes) { return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`; }
function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => ($("toast").hidden = true), CALM_MS);
}
async function copy(text) {
  await navigator.clipboard.writeText(text);
  toast("Đã chép");
}
function press(node, label, act) { // a piece of text that acts like a button, by mouse and by keyboard
  Object.assign(node, { tabIndex: 0, role: "button", title: label });
  node.addEventListener("click", (event) => { event.stopPropagation(); act(node); });
  node.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(node); } });
  return node;
}

// text and its entities → nodes
function rich(text, entities, from = 0, to = text.length) {
  const out = document.createDocumentFragment();
  let at = from;
  for (let n = 0; n < entities.length; n++) {
    const entity = entities[n], end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at) continue;
    const inner = entities.slice(n + 1).filter((other) => other.offset < end);
    out.append(text.slice(at, entity.offset), mark(entity, text.slice(entity.offset, end), rich(text, inner, entity.offset, end)));
    at = BLOCKS.has(entity.type) && text[end] === "\n" ? end + 1 : end; // a block ends its own line
  }
  out.append(text.slice(at, to));
  return out;
}
function mark(entity, raw, inside) {
  const kind = entity.type;
  if (MARKS[kind]) return make(MARKS[kind], {}, inside);
  if (kind === "code") return press(make("code", {}, inside), "Chạm để chép", () => copy(raw));
  if (kind === "spoiler") return press(make("span", { className: "spoiler" }, inside), "Hiện", (node) => node.classList.toggle("shown"));
  if (kind === "blockquote") return make("blockquote", {}, inside);
  if (kind === "expandable_blockquote") return press(make("blockquote", { className: "long" }, make("span", {}, inside)), "Mở rộng, thu gọn", (node) => node.classList.toggle("shown"));
  if (kind === "bot_command") return make("button", { className: "tap", onclick: () => send(raw) }, inside);
  return link(kind, entity, raw, inside);
}
function link(kind, entity, raw, inside) {
  if (startOf(entity.url)) return press(make("span", { className: "tap" }, inside), "Mở trong Giao Ban", () => openLink(entity.url));
  const href = { text_link: entity.url, email: `mailto:${raw}`, url: SAFE_LINK.test(raw) ? raw : `https://${raw}` }[kind];
  if (!href || !SAFE_LINK.test(href)) return make("span", { className: "tap" }, inside);
  return make("a", { href, target: "_blank", rel: "noopener noreferrer" }, inside);
}

// a deep link opens the private chat with the bot and says /start there
function startOf(url) { return url?.startsWith(`https://t.me/${state.bot.username}?start=`) ? url.split("=")[1] : ""; }
async function openLink(url) {
  if (!startOf(url)) return window.open(url, "_blank", "noopener");
  location.hash = me.id;
  await tell("send", { user: me.id, chat: me.id, text: `/start ${startOf(url)}` });
}

// one message
function author(message) { return message.from ?? message.sender_chat; }
function named(card) { return card.title ?? card.first_name; }
function preview(message) {
  if (!message) return "Chưa có tin";
  const own = author(message).id === me.id ? "Bạn: " : "";
  return own + (message.text ?? message.caption ?? (message.document?.file_name || (message.photo ? "Ảnh" : service(message))));
}
function service(message) {
  if (message.forum_topic_created) return `Chủ đề mới: ${message.forum_topic_created.name}`;
  return message.migrate_to_chat_id || message.migrate_from_chat_id ? "Nhóm đã nâng cấp" : "";
}
function bubble(message, first) {
  const own = author(message).id === me.id && message.chat.type !== "channel", chat = here();
  const row = make("article", { className: `row${own ? " mine" : ""}${first ? " first" : ""}` });
  const body = make("div", { className: "bubble" });
  if (first && !own && chat.type !== "private") body.append(signed(author(message)));
  if (message.forward_origin) body.append(make("span", { className: "origin" }, `Chuyển tiếp từ ${named(message.forward_origin.sender_user ?? message.forward_origin.chat)}`));
  if (message.reply_to_message) body.append(make("span", { className: "reply" }, preview(message.reply_to_message)));
  body.append(...media(message));
  const text = message.text ?? message.caption ?? "";
  body.append(make("div", { className: "text" }, rich(text, message.entities ?? message.caption_entities ?? [])));
  body.append(make("time", { className: "stamp" }, (message.edit_date ? "đã sửa " : "") + clock(message.date)));
  row.append(body);
  if (message.reply_markup) row.append(keys(message));
  return row;
}
function signed(card) {
  const name = make("span", { className: "author" }, named(card));
  name.style.setProperty("--hue", hueOf(card.id));
  return name;
}
function media(message) {
  if (message.photo) return [make("img", { className: "photo", src: `sandbox/file?id=${message.photo[0].file_id}`, alt: message.caption ?? "Ảnh" })];
  const file = message.document;
  if (!file) return [];
  const about = make("div", {}, make("b", {}, file.file_name), make("span", {}, size(file.file_size)));
  return [make("a", { className: "document", href: `sandbox/file?id=${file.file_id}`, download: file.file_name }, icon("file"), about)];
}
function keys(message) {
  const rows = message.reply_markup.inline_keyboard.map((row) => make("div", {}, ...row.map((button) => key(message, button))));
  return make("div", { className: "keys" }, ...rows);
}
function key(message, button) {
  const node = make("button", { type: "button", title: button.text, onclick: () => tap(message, button, node) }, button.text);
  if (button.copy_text) node.append(icon("copy"));
  if (button.url) node.append(icon("open"));
  return node;
}
async function tap(message, button, node) {
  if (button.copy_text) return copy(button.copy_text.text);
  if (button.url) return openLink(button.url);
  if (!button.callback_data) return insert(`@${state.bot.username} ${button.switch_inline_query_current_chat ?? ""}`);
  node.ariaBusy = "true";
  try {
    said(await tell("tap", { user: me.id, chat: me.chat, message: message.message_id, data: button.callback_data }));
  } finally {
    node.ariaBusy = "false";
  }
}
function said(answer) {
  if (!answer.answered) return toast("Bot chưa trả lời");
  if (answer.url) window.open(answer.url, "_blank", "noopener");
  if (!answer.text) return;
  if (!answer.show_alert) return toast(answer.text);
  $("alert").firstElementChild.textContent = answer.text;
  $("alert").showModal();
}

// the conversation
function here() { return state.chats.find((chat) => chat.id === me.chat); }
function inThread(message) { return !here().is_forum || (message.message_thread_id ?? 0) === me.thread; }
async function refreshLog() {
  const { messages, action } = await ask("transcript", { chat: me.chat, last: SHOWN });
  const log = $("log"), low = log.scrollHeight - log.scrollTop - log.clientHeight < BOTTOM_GAP, wanted = messages.filter(inThread);
  const nodes = [];
  let before = null;
  for (const message of wanted) {
    if (!before || day(before.date) !== day(message.date)) nodes.push(make("p", { className: "note" }, day(message.date)));
    const plain = service(message);
    const first = !before || author(before).id !== author(message).id || Boolean(service(before));
    nodes.push(plain ? make("p", { className: "note" }, plain) : kept(message, first));
    before = message;
  }
  if (!wanted.length && here().type === "private") nodes.push(...welcome());
  if (action) nodes.push(make("div", { className: "row first" }, make("div", { className: "bubble" }, make("div", { className: "dots" }, make("i"), make("i"), make("i")))));
  place(log, nodes);
  typing(action);
  if (low) log.scrollTop = log.scrollHeight;
  $("newest").hidden = low;
}
function welcome() {
  const about = state.description ? [make("p", { className: "about" }, state.description)] : [];
  return [...about, make("button", { className: "start", onclick: () => send("/start") }, "Bắt đầu")];
}
function kept(message, first) { // the row that stands already, unless its message changed: an open quotation stays open
  const json = JSON.stringify([message, first]), old = shown.get(message.message_id);
  if (old?.json === json) return old.row;
  const row = bubble(message, first);
  shown.set(message.message_id, { json, row });
  return row;
}
function place(log, nodes) {
  nodes.forEach((node, n) => { if (log.children[n] !== node) log.insertBefore(node, log.children[n] ?? null); });
  while (log.children.length > nodes.length) log.lastChild.remove();
}
function typing(action) {
  const chat = here(), people = chat.type === "private" ? "bot" : `${chat.members} thành viên`;
  $("subtitle").textContent = action ? (action === "typing" ? "đang soạn tin…" : "đang gửi tệp…") : people;
  $("subtitle").classList.toggle("typing", Boolean(action));
}
function title(chat) { return chat.type === "private" ? state.bot.first_name : chat.title; }
function refreshChats() {
  $("chats").replaceChildren(...state.chats.map((chat) => {
    const item = make("a", { href: `#${chat.id}` }, face(make("span", { className: "face", ariaHidden: "true" }), chat.type === "private" ? state.bot.id : chat.id, title(chat)));
    if (chat.id === me.chat) item.ariaCurrent = "true";
    item.append(make("b", {}, title(chat)), make("time", {}, chat.last ? clock(chat.last.date) : ""), make("p", {}, chat.action ? "đang soạn tin…" : preview(chat.last)));
    return item;
  }));
}
function refreshThreads(chat) {
  $("threads").hidden = !chat.is_forum;
  const all = [{ id: 0, name: "Chung" }, ...chat.threads];
  $("threads").replaceChildren(...all.map((thread) => make("a", { href: `#${chat.id}/${thread.id}`, role: "tab", ariaSelected: String(thread.id === me.thread) }, thread.name)));
}
async function refresh() {
  state = await ask("state", { user: me.id });
  const chat = here();
  clearTimeout(refresh.timer);
  if (state.chats.some(({ action }) => action)) refresh.timer = setTimeout(refresh, ACTION_MS);
  refreshChats();
  $("app").classList.toggle("open", Boolean(chat));
  $("conversation").hidden = !chat;
  $("nothing").hidden = Boolean(chat);
  if (!chat) return;
  $("title").textContent = title(chat);
  face($("face"), chat.type === "private" ? state.bot.id : chat.id, title(chat));
  refreshThreads(chat);
  ({ commands } = await ask("commands", { user: me.id, chat: me.chat }));
  await refreshLog();
}
async function open() { // the address names the chat: "#-1001/7" is thread 7 of chat -1001, so the browser's "back" works
  const [chat, thread] = location.hash.slice(1).split("/").map(Number);
  Object.assign(me, { chat: chat || 0, thread: thread || 0 });
  shown.clear();
  $("log").replaceChildren();
  await refresh();
  if (!here()) return;
  $("log").scrollTop = $("log").scrollHeight;
  if (matchMedia("(hover: hover)").matches) $("text").focus();
}

// writing
function where() { return { user: me.id, chat: me.chat, ...(me.thread ? { thread: me.thread } : {}) }; }
async function send(text) {
  hint(false);
  await tell("send", { ...where(), text });
  $("log").scrollTop = $("log").scrollHeight;
}
async function sendFiles(files) {
  for (const file of files) {
    const form = new FormData();
    Object.entries({ ...where(), caption: $("text").value, kind: file.type.startsWith("image/") ? "photo" : "document" }).forEach(([name, value]) => form.append(name, value));
    form.append("file", file);
    insert("");
    await tell("upload", form);
  }
}
function insert(text) {
  $("text").value = text;
  grow();
  $("text").focus();
}
function grow() {
  $("text").style.height = "auto";
  $("text").style.height = `${$("text").scrollHeight}px`;
}
function asked() { return new RegExp(`^@${state.bot.username} (.*)`, "s").exec($("text").value)?.[1]; }
async function inline() { // "@bot words": what the bot has for them, to put into this chat
  const words = asked();
  clearTimeout(inline.timer);
  if (words === undefined) return;
  inline.timer = setTimeout(async () => {
    const answer = await tell("inline", { user: me.id, text: words });
    if (asked() !== words || !answer.answered) return;
    const choose = (result) => { insert(""); $("commands").hidden = true; tell("choose", { ...where(), query: answer.id, result: result.id }); };
    const above = answer.button.text ? [make("li", { role: "option", onclick: () => openLink(`https://t.me/${state.bot.username}?start=${answer.button.start_parameter}`) }, make("b", {}, answer.button.text))] : [];
    picked = 0;
    $("commands").hidden = false;
    $("commands").replaceChildren(...answer.results.map((result, n) => make("li", { role: "option", className: "found", ariaSelected: String(!n), onclick: () => choose(result) }, make("b", {}, result.title), make("span", {}, result.description))), ...above);
  }, INLINE_MS);
}
function hint(open = /^\/\w*$/.test($("text").value)) {
  const typed = $("text").value.startsWith("/") ? $("text").value.slice(1).toLowerCase() : "";
  const fitting = open ? commands.filter(({ command }) => command.startsWith(typed)) : [];
  picked = 0;
  $("commands").hidden = !fitting.length;
  $("slash").ariaExpanded = String(Boolean(fitting.length));
  $("commands").replaceChildren(...fitting.map(({ command, description }, n) => make("li", { role: "option", ariaSelected: String(!n), onclick: () => { insert(""); send(`/${command}`); } }, make("b", {}, `/${command}`), make("span", {}, description))));
}
function pick(step) {
  const items = [...$("commands").children];
  picked = (picked + step + items.length) % items.length;
  items.forEach((item, n) => (item.ariaSelected = String(n === picked)));
  items[picked].scrollIntoView({ block: "nearest" });
}
function typed(event) {
  const listed = !$("commands").hidden;
  if (listed && (event.key === "ArrowDown" || event.key === "ArrowUp")) pick(event.key === "ArrowDown" ? 1 : -1);
  else if (listed && event.key === "Tab") insert(`${$("commands").children[picked].firstChild.textContent} `);
  else if (listed && event.key === "Escape") hint(false);
  else if (listed && event.key === "Enter") $("commands").children[picked].click();
  else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) $("composer").requestSubmit();
  else return;
  event.preventDefault();
}

// who and what light
function become(id) {
  me.id = id;
  sessionStorage.who = id;
  open();
}
function refreshWho() {
  const people = state.users.filter((user) => !user.is_bot).slice(0, 3);
  me.id = Number(sessionStorage.who) || people[0].id;
  $("who").append(...people.map((user) => make("label", {}, make("input", { type: "radio", name: "who", checked: user.id === me.id, onchange: () => become(user.id) }), user.first_name)));
}
function light(theme) {
  if (theme) document.documentElement.dataset.theme = localStorage.theme = theme;
}
function otherLight() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches, now = document.documentElement.dataset.theme ?? (dark ? "dark" : "light");
  light(now === "dark" ? "light" : "dark");
}

async function follow() {
  for (;;) {
    try {
      const { version } = await ask("changes", { after: state.version, seconds: WAIT_SECONDS });
      if (version > state.version) await refresh();
    } catch {
      toast("Mất kết nối, đang thử lại");
      state.version = -1; // the sandbox may begin anew, and count from nought
      await new Promise((done) => setTimeout(done, CALM_MS));
    }
  }
}
function listen() {
  $("composer").addEventListener("submit", (event) => { event.preventDefault(); const text = $("text").value.trim(); if (text) { insert(""); send(text); } });
  $("text").addEventListener("keydown", typed);
  $("text").addEventListener("input", () => { grow(); hint(); inline(); });
  $("slash").addEventListener("click", () => { hint($("commands").hidden); $("text").focus(); });
  $("file").addEventListener("change", (event) => { sendFiles([...event.target.files]); event.target.value = ""; });
  $("log").addEventListener("scroll", () => ($("newest").hidden = $("log").scrollHeight - $("log").scrollTop - $("log").clientHeight < BOTTOM_GAP));
  $("newest").addEventListener("click", () => ($("log").scrollTop = $("log").scrollHeight));
  $("theme").addEventListener("click", otherLight);
  const main = $("conversation");
  main.addEventListener("dragover", (event) => { event.preventDefault(); $("drop").hidden = false; });
  main.addEventListener("dragleave", (event) => { if (!main.contains(event.relatedTarget)) $("drop").hidden = true; });
  main.addEventListener("drop", (event) => { event.preventDefault(); $("drop").hidden = true; sendFiles([...event.dataTransfer.files]); });
  main.addEventListener("paste", (event) => { const files = [...event.clipboardData.files]; if (files.length) { event.preventDefault(); sendFiles(files); } });
  window.addEventListener("hashchange", open);
  window.addEventListener("unhandledrejection", (event) => toast(event.reason.message));
}

light(localStorage.theme);
listen();
state = await ask("state");
refreshWho();
await open();
follow();
