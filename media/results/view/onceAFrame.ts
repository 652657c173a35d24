/** Makes a function that runs `render` in the next animation frame, once however often it is called. */
export function onceAFrame(render: () => void): () => void {
  let requested = false;
  return () => {
    if (requested) return;
    requested = true;
    requestAnimationFrame(() => {
      requested = false;
      render();
    });
  };
}
