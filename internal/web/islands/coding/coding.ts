// The words that are marked in a document go into the field for the passage.

export default function coding(box: HTMLElement): void {
  const text = box.querySelector("pre");
  const passage = document.querySelector<HTMLTextAreaElement>('textarea[name="passage"]');
  if (!text || !passage) return;
  text.addEventListener("pointerup", take);
  text.addEventListener("keyup", take);
  function take(): void {
    const chosen = getSelection();
    const words = chosen?.toString().trim();
    if (!words || !chosen?.anchorNode || !text?.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return;
    passage!.value = words;
    passage!.dispatchEvent(new Event("input", { bubbles: true }));
    const status = document.querySelector("#told");
    if (status) status.textContent = "The passage is marked";
  }
}
