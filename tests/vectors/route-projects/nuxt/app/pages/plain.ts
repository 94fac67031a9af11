definePageMeta({ alias: '/simple' });

export default {};
