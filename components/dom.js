// What the viewer and what stands beside it share. All words come as data and are set as text,
// never as markup.

function make(tag, properties, ...children) {
  const { aria = {}, data = {}, ...others } = properties;
  const element = Object.assign(document.createElement(tag), others);
  for (const [name, value] of Object.entries(aria)) element.setAttribute(name === "role" ? name : `aria-${name}`, value);
  Object.assign(element.dataset, data);
  element.append(...children);
  return element;
}

function button(text, onclick, properties = {}) {
  return make("button", { type: "button", onclick, ...properties }, text);
}

// A sentence with {places} and what stands in them.
function fill(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
}

function tell(frame, from, event) {
  window.streamFrame = frame;
  window.dispatchEvent(new CustomEvent("stream:frame", { detail: { frame, from, event } }));
}

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
