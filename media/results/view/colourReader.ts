import type { Rgba } from "../model/text/contrast";

/** Takes colours apart, however CSS may write them. */
export class ColourReader {
  private readonly pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  /** The browser knows how every way to write a colour is to be read: one dot is painted with it. */
  parts(css: string): Rgba {
    const { pen } = this;
    if (!pen || css === "") return [0, 0, 0, 0];
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = css;
    pen.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }
}
