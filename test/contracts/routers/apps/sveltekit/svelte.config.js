/** No adapter: `vite preview` serves what `vite build` makes. */
export default {};
