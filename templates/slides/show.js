"use strict";
{
  const root = document.documentElement, slides = [...document.querySelectorAll(".slide")];
  const controls = document.querySelector(".controls"), pause = controls.querySelector("[data-do=pause]");
  let now = 0, paused = false, timer = 0, quiet = 0;

  const wait = () => {
    clearTimeout(timer);
    if (!paused) timer = setTimeout(() => show(now + 1), {{ seconds }} * 1000);
  };
  const show = (number) => {
    now = (number + slides.length) % slides.length;
    slides[(now + 1) % slides.length].loading = "eager";
    slides.forEach((slide, index) => {
      slide.classList.toggle("now", index === now);
      slide.setAttribute("aria-hidden", String(index !== now));
    });
    wait();
  };
  const acts = {
    next: () => show(now + 1),
    previous: () => show(now - 1),
    pause: () => {
      paused = !paused;
      pause.textContent = paused ? pause.dataset.go : pause.dataset.pause;
      wait();
    },
    whole: () => document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.().catch(() => {}),
  };
  const [right, left] = root.dir === "rtl" ? ["previous", "next"] : ["next", "previous"];
  const keys = {
    ArrowRight: right, ArrowDown: "next", PageDown: "next", n: "next",
    ArrowLeft: left, ArrowUp: "previous", PageUp: "previous", p: "previous",
    " ": "pause", k: "pause", f: "whole",
  };
  const wake = () => {
    root.classList.remove("still");
    clearTimeout(quiet);
    quiet = setTimeout(() => root.classList.add("still"), 3000);
  };
  const stayAwake = () => document.visibilityState === "visible" && navigator.wakeLock?.request("screen").catch(() => {});

  controls.hidden = false;
  controls.addEventListener("click", (event) => acts[event.target.dataset.do]?.());
  addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && event.target.closest("button")) return;
    event.preventDefault();
    acts[act]();
  });
  for (const kind of ["pointermove", "pointerdown", "keydown"]) addEventListener(kind, wake);
  document.addEventListener("visibilitychange", stayAwake);
  document.querySelector("main").addEventListener("dblclick", acts.whole);
  root.classList.add("playing");
  stayAwake();
  show(0);
  wake();
}
