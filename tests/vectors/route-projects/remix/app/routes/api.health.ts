export const loader = () => new Response('no default here');
