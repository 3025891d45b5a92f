// The screens we test on, in CSS pixels.
export const PHONE = 375;
export const DESK = 1280;
// WCAG 2.2, success criterion 1.4.10 (reflow): a page must be usable at this width without scrolling sideways.
export const NARROWEST = 320;
export const HEIGHT = 800;
