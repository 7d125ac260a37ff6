// Runs before the first paint, so that a chosen theme never flashes in the other one. See shell/theme.ts.
try {
  const theme = localStorage.getItem('baton-theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is closed to this page: follow the device.
}
