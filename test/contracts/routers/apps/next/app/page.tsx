export default function Home() {
  return <h2>home</h2>;
}
