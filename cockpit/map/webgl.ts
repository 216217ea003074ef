/** true where the map's graphics run: WebGL2, tried on a canvas that is given back at once. */
export function hasWebGl2(): boolean {
  try {
    const gl = document.createElement("canvas").getContext("webgl2");
    if (gl === null) return false;
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    return true;
  } catch {
    return false;
  }
}
