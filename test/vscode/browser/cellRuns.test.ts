import { Panel } from "./panel";
import { TestWindow } from "./testWindow";

describe("Cells on free engines, as a user", () => {
  const window = new TestWindow({
    settings: { "parallelLabs.engines.count": 2, "parallelLabs.run.showResults": "always" },
  });

  it("lists each cell with its engine, and shows what it printed and where it failed", async () => {
    const { workbench } = window;
    await workbench.setTheme("Dark Modern");
    await workbench.openFile("models.py");
    await workbench.command("Parallel Labs: Run Cells on Free Engines");
    const panel = await Panel.of(workbench);
    await panel.says(/models\.py · 5 cells on free engines[\s\S]*Failed: 1 of 5 cells/);
    await panel.says(/Linear model[\s\S]*Done[\s\S]*Broken model[\s\S]*Failed[\s\S]*Nearest neighbours/);
    await panel.says(/tree on engine [01][\s\S]*depth/);
    await workbench.screenshot("cells-dark");
    await panel.click("Broken model");
    await panel.link("line 31");
    await workbench.statusBarItem("Ln 31, Col 1");
    await panel.click("Show the Whole Run");
    await workbench.screenshot("cells-timeline-dark");
  });
});
