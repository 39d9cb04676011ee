/* A self-test with feedback and a score. Without this script the answers are folded away below each question. */
(() => {
  "use strict";
  for (const quiz of document.querySelectorAll(".procstd-quiz")) {
    const texts = quiz.dataset;
    const questions = [...quiz.querySelectorAll("fieldset")];
    const results = new Map();
    const score = document.createElement("p");
    const total = document.createElement("span");
    const again = document.createElement("button");
    score.className = "procstd-quiz-score";
    total.setAttribute("role", "status");
    again.type = "button";
    again.textContent = texts.again;
    score.append(total, again);
    const showScore = () => {
      const right = [...results.values()].filter(Boolean).length;
      total.textContent = texts.score
        .replace("{right}", right)
        .replace("{answered}", results.size)
        .replace("{all}", questions.length);
    };
    const clear = [];
    for (const fieldset of questions) {
      const answer = fieldset.dataset.answer;
      const details = fieldset.parentElement.querySelector("details");
      const act = document.createElement("div");
      const check = document.createElement("button");
      const said = document.createElement("output");
      act.className = "procstd-quiz-act";
      check.type = "button";
      check.textContent = texts.check;
      act.append(check, said);
      fieldset.after(act);
      const unmark = () => {
        for (const label of fieldset.querySelectorAll("label")) {
          label.classList.remove("procstd-is-right", "procstd-is-wrong");
        }
        said.textContent = "";
      };
      check.addEventListener("click", () => {
        const chosen = fieldset.querySelector("input:checked");
        unmark();
        if (!chosen) {
          said.textContent = texts.choose;
          return;
        }
        const right = chosen.value === answer;
        chosen.parentElement.classList.add(right ? "procstd-is-right" : "procstd-is-wrong");
        said.textContent = right ? texts.right : texts.wrong;
        if (!results.has(fieldset)) results.set(fieldset, right); // the first answer counts
        details.open = right || details.open;
        showScore();
      });
      fieldset.addEventListener("change", unmark);
      clear.push(() => {
        unmark();
        details.open = false;
        for (const input of fieldset.querySelectorAll("input")) input.checked = false;
      });
    }
    again.addEventListener("click", () => {
      results.clear();
      for (const undo of clear) undo();
      showScore();
      questions[0].querySelector("input").focus();
    });
    quiz.append(score);
    showScore();
  }
})();
