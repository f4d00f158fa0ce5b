rum.onProblem(({ type, message, fix }) => {
  if (type === 'forbidden' || type === 'rejected') showBanner(`${message} ${fix}`);
});
console.table(rum.health);
