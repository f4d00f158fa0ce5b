import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';

export default async function Private() {
  if (!(await cookies()).has('session')) redirect('/login');
  return <h2>private</h2>;
}
