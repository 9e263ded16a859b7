// Two mends for the search, loaded before it starts. Without them it works over HTTP, only less well.
(function () {
  "use strict";

  // 1. Chinese. The index holds words parted by a zero-width blank. The search cuts what a reader types with a method
  // that never sees the last character of a run, so that “申诉” became “申” or “诉” and found 申报. Here a run is cut
  // into the longest words the index really holds; the character appended to each is one the index lacks, and takes
  // the last place instead.
  const HAN = /[\u3400-\u9fff]+/g;
  const NOT_IN_INDEX = "\u9fff";
  const SETUP = 0;
  const QUERY = 2;

  const wordsOf = (docs) => {
    const words = new Set();
    for (const doc of docs) for (const word of (doc.title + " " + doc.text).match(HAN) || []) words.add(word);
    return words;
  };

  const cut = (run, words) => {
    const parts = [];
    let unknown = "";
    for (let at = 0; at < run.length; ) {
      let length = run.length - at;
      while (length > 1 && !words.has(run.slice(at, at + length))) length -= 1;
      if (length > 1) {
        if (unknown) parts.push(unknown);
        unknown = "";
        parts.push(run.slice(at, at + length) + NOT_IN_INDEX);
      } else {
        unknown += run[at];
      }
      at += length;
    }
    if (unknown) parts.push(unknown);
    return " " + parts.join(" ") + " ";
  };

  const withChineseWords = (Base) =>
    class extends Base {
      postMessage(message) {
        if (message && message.type === SETUP && message.data.docs) this.words = wordsOf(message.data.docs);
        if (message && message.type === QUERY && this.words) {
          message = { ...message, data: message.data.replace(HAN, (run) => cut(run, this.words)).trim() };
        }
        super.postMessage(message);
      }
    };

  // 2. Pages opened from a folder. A browser starts no worker from a file on disk; a hidden frame takes its place, runs
  // the same script and exchanges the same messages. The search knows it by the name IFrameWorker.
  class IFrameWorker extends EventTarget {
    constructor(address) {
      super();
      this.waiting = [];
      this.ready = false;
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.title = "search";
      document.body.appendChild(this.frame);
      const inside = this.frame.contentWindow;
      // Inside the frame, an answer goes to this object, and further scripts are loaded in the order asked for.
      inside.postMessage = (data) => this.receive(data);
      inside.importScripts = (...addresses) =>
        addresses.reduce((before, next) => before.then(() => this.load(next)), Promise.resolve());
      this.load(String(address)).then(() => {
        this.ready = true;
        this.waiting.splice(0).forEach((data) => this.deliver(data));
      });
    }

    load(address) {
      return new Promise((done, failed) => {
        const script = this.frame.contentDocument.createElement("script");
        script.src = address;
        script.onload = () => done();
        script.onerror = () => failed(new Error("cannot load " + address));
        this.frame.contentDocument.head.appendChild(script);
      });
    }

    deliver(data) {
      const inside = this.frame.contentWindow;
      inside.dispatchEvent(new inside.MessageEvent("message", { data }));
    }

    postMessage(data) {
      if (this.ready) this.deliver(data);
      else this.waiting.push(data);
    }

    receive(data) {
      // Later, as a worker would: never within the call that asked.
      setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data })));
    }
  }

  if (location.protocol === "file:") window.IFrameWorker = IFrameWorker;
  window.Worker = withChineseWords(location.protocol === "file:" ? IFrameWorker : window.Worker);
})();
