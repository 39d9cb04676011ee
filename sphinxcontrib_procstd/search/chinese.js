/* Search of a handbook in Chinese. Sphinx puts this into language_data.js, which its search page loads after its own
   search tools. The query is cut into words by the words of the index; what bears the query as its title comes first. */
var splitQuery = (function () {
  "use strict";
  const CHINESE = "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff";
  const RUN = new RegExp(`[${CHINESE}]+|[^\\s${CHINESE}\\p{P}\\p{S}]+(?:[-_./][^\\s${CHINESE}\\p{P}\\p{S}]+)*`, "gu");
  const IS_CHINESE = new RegExp(`^[${CHINESE}]`, "u");
  const LONGEST = 24; // characters of the longest word looked for
  const PLAIN = new Set(
    "怎么 怎样 如何 什么 哪些 哪个 哪里 多久 多少 谁来 为什么 是否 可以 需要 我们 怎么办 应该 the and for how what who when".split(" "),
  ); // words that ask, and say nothing of what is looked for
  const KINDS = ["", "procstd:process", "procstd:step", "procstd:job-role", "procstd:form", "procstd:system",
    "procstd:manual", "procstd:department", "procstd:external"]; // "" is a page; which comes first of two that fit alike

  const BONUS = [90, 90, 40]; // a page, a process, a step: what most people look for

  const fold = (text) => text.normalize("NFKC").toLowerCase().trim();
  const bare = (text) => fold(text).replace(/[\s\p{P}\p{S}]+/gu, "");
  const filesOf = (found) => (found === undefined ? [] : Array.isArray(found) ? found : [found]);

  let cache = null;
  /* The words of the index, everything that has a title, and the pages that hold a process: made once. */
  const prepare = (index) => {
    if (cache !== null && cache.index === index) return cache;
    const words = new Set([...Object.keys(index.terms), ...Object.keys(index.titleterms)]);
    const targets = new Map();
    const add = (target) => {
      const key = `${target.file}#${target.anchor}`;
      if (!targets.has(key)) targets.set(key, target);
    };
    for (const [prefix, list] of Object.entries(index.objects))
      for (const [file, type, , short, name] of list) {
        const title = unescape(prefix ? `${prefix}.${name}` : name);
        const anchor = short === "" ? title : short === "-" ? `${index.objnames[type][1]}-${title}` : short;
        const kind = KINDS.indexOf(index.objtypes[type]);
        add({ file, anchor, title, names: [bare(title)], kind: kind < 0 ? KINDS.length : kind, type: index.objnames[type][2] });
      }
    for (const [title, places] of Object.entries(index.alltitles))
      for (const [file, id] of places) {
        if (id === null && title !== index.titles[file]) continue; // it stands again where it heads its section
        const known = targets.get(`${file}#${id === null ? "" : id}`);
        if (known) known.names.push(bare(title)); // its number, say
        else add({ file, anchor: id === null ? "" : id, title, names: [bare(title)], kind: id === null ? 0 : KINDS.length });
      }
    const working = new Set([...targets.values()].filter(({ kind }) => kind === 1).map(({ file }) => file));
    cache = { index, words, targets: [...targets.values()], working };
    return cache;
  };
  const unescape = (text) => new DOMParser().parseFromString(text, "text/html").documentElement.textContent;

  /* Cut a run of Chinese characters: as few characters outside any word as can be, then as few words as can be. Two or
     more characters outside any word stand for themselves: perhaps they are part of a word of the index. */
  const cutChinese = (run, words) => {
    const chars = [...run];
    const best = [{ cost: 0, from: -1, word: "" }];
    for (let end = 1; end <= chars.length; end += 1) {
      best[end] = { cost: best[end - 1].cost + 100, from: end - 1, word: "" };
      for (let start = Math.max(0, end - LONGEST); start < end - 1; start += 1) {
        const word = chars.slice(start, end).join("");
        if ((words.has(word) || PLAIN.has(word)) && best[start].cost + 1 < best[end].cost)
          best[end] = { cost: best[start].cost + 1, from: start, word };
      }
    }
    const found = [];
    let rest = "";
    const keepRest = () => {
      if (rest.length > 1) found.unshift(rest);
      rest = "";
    };
    for (let at = chars.length; at > 0; at = best[at].from) {
      if (best[at].word) {
        keepRest();
        found.unshift(best[at].word);
      } else rest = chars[at - 1] + rest;
    }
    keepRest();
    return found;
  };

  const split = (query) => {
    const index = typeof Search === "undefined" ? null : Search._index;
    const words = index ? prepare(index).words : new Set();
    const found = (fold(query).match(RUN) || []).flatMap((run) => (IS_CHINESE.test(run) ? cutChinese(run, words) : [run]));
    const telling = found.filter((word) => !PLAIN.has(word));
    const kept = telling.length ? telling : found;
    return [...new Set(kept.length ? kept : fold(query).match(RUN) || [])];
  };

  const pairsOf = (word) => [...word].slice(1).map((char, at) => [...word][at] + char);

  /* Return the words of the index that hold a Chinese word it does not know: the whole of it, else two characters. */
  const holding = (word, terms) => {
    const known = Object.keys(terms).filter((term) => IS_CHINESE.test(term));
    const whole = known.filter((term) => term.includes(word));
    const pairs = whole.length || word.length < 3 ? [] : pairsOf(word);
    return whole.length ? whole : known.filter((term) => pairs.some((pair) => term.includes(pair)));
  };

  /* word -> file -> 1 in the text, 3 in a title. A Latin word is found by its beginning, too. */
  const filesWith = (word, index) => {
    const files = new Map();
    const note = (terms, weight) => {
      const names = Object.hasOwn(terms, word) ? [word] : [];
      if (!names.length && word.length > 2 && !IS_CHINESE.test(word))
        names.push(...Object.keys(terms).filter((term) => term.startsWith(word)));
      if (!names.length && word.length > 1 && IS_CHINESE.test(word)) names.push(...holding(word, terms));
      for (const name of names)
        for (const file of filesOf(terms[name])) files.set(file, Math.max(files.get(file) || 0, weight));
    };
    note(index.terms, 1);
    note(index.titleterms, 3);
    return files;
  };

  /* Return whether a name has the characters of an abbreviation in their order: 绿通 in 开通绿色通道. */
  const abbreviates = (query, name) => {
    let at = 0;
    for (const char of name) if (char === query[at]) at += 1;
    return at === query.length;
  };

  const scoreTitle = (names, query, words, weights, total, odd) => {
    let best = 0;
    for (const name of names) {
      if (!name) continue;
      if (name === query) return 1000;
      if ((query.length > 1 || IS_CHINESE.test(query)) && name.includes(query)) best = Math.max(best, 600 + (200 * query.length) / name.length);
      if (odd && abbreviates(query, name)) best = Math.max(best, 430 + (100 * query.length) / name.length);
      let weight = 0;
      let length = 0;
      for (const word of words) {
        const wanted = bare(word);
        if (wanted && name.includes(wanted)) {
          weight += weights.get(word);
          length += wanted.length;
        }
      }
      if (weight && name.length > 1 && query.includes(name)) best = Math.max(best, 350 + (200 * name.length) / query.length);
      if (weight) best = Math.max(best, (weight / total) ** 2 * (300 + 100 * Math.min(1, length / name.length)));
    }
    return best;
  };

  const perform = (query) => {
    const index = Search._index;
    const { targets, working } = prepare(index);
    const whole = bare(query);
    const words = split(query);
    const found = new Map(words.map((word) => [word, filesWith(word, index)]));
    const count = index.docnames.length;
    const weights = new Map(
      words.map((word) => {
        const size = found.get(word).size; // a rare and long word tells most; one that is nowhere, nothing
        return [word, size && Math.log(1 + count / (1 + size)) * Math.min(4, [...word].length)];
      }),
    );
    const total = Math.max(1e-9, [...weights.values()].reduce((sum, weight) => sum + weight, 0));
    // what is not made of words of the index may be an abbreviation of a title
    const plain = words.filter((word) => prepare(index).words.has(word)).join("");
    const odd = whole.length > 1 && whole.length < 9 && IS_CHINESE.test(whole) && plain.length < whole.length;
    const shares = new Map(); // file -> how much of the query its text holds, at most 1; more if its titles do
    const heads = index.titles.map(bare); // a title may stand in the index as one word
    for (const word of words)
      for (const [file, weight] of found.get(word)) {
        const told = heads[file].includes(bare(word)) ? 1.5 : weight > 1 ? 1.2 : 1;
        shares.set(file, (shares.get(file) || 0) + (weights.get(word) / total) * told);
      }
    const results = [];
    for (const target of targets) {
      const { file, anchor, kind, type } = target;
      let score = scoreTitle(target.names, whole, words, weights, total, odd);
      if (score < 60) continue;
      if (score < 1000) score += BONUS[kind] || 0;
      if (score < 500 && working.has(file)) score += 80 * (shares.get(file) || 0);
      const page = index.titles[file];
      const named = page === target.title;
      results.push({
        file, anchor: anchor ? `#${anchor}` : "", score: score - kind / 10, kind: type ? "object" : "title",
        title: type || !anchor || named ? target.title : `${page} > ${target.title}`,
        described: type ? (named || type === page ? type : `${type}, ${page}`) : null,
        key: kind < 2 && named ? `${file}` : `${file}#${anchor}`, // a process is its page
      });
    }
    for (const [file, share] of shares)
      if (share >= 0.6)
        results.push({ file, anchor: "", score: 100 * share * (working.has(file) ? 1 : 0.7), kind: "text", title: index.titles[file],
          described: null, key: `${file}` });
    const seen = new Set();
    return results
      .sort((a, b) => b.score - a.score || a.title.length - b.title.length || (a.title < b.title ? -1 : 1))
      .filter(({ key }) => !seen.has(key) && seen.add(key))
      .map((one) => [index.docnames[one.file], one.title, one.anchor, one.described, Math.round(one.score), index.filenames[one.file], one.kind])
      .reverse(); // Sphinx shows the last one first
  };

  if (typeof Search !== "undefined" && typeof Search._performSearch === "function") Search._performSearch = perform;
  return split;
})();
