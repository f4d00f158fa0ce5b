export default function Login() {
  return <h2>login</h2>;
}
