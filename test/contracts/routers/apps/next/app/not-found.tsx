export default function NotFound() {
  return <h2>nowhere</h2>;
}
