export default async function Page({ params }: { params: Promise<{ order: string }> }) {
  return <h2>order {(await params).order}</h2>;
}
