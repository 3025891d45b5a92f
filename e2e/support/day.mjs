// The day of every journey: the morning before Christmas, so that weekends and bank holidays are part of each time limit.
export const NOW = '2026-12-24T10:15:00Z';
export const TODAY = '24 12 2026';
