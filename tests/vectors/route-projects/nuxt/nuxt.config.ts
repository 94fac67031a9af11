export default defineNuxtConfig({ app: { baseURL: '/club/' } });
