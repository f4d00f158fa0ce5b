import { redirect } from 'next/navigation';

export default function Old() {
  redirect('/product/7');
}
