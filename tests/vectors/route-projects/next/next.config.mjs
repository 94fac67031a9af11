const basePath = '/shop';

/** @param {object} options */
const withDefaults = (options) => ({ reactStrictMode: true, ...options });

export default withDefaults({ basePath });
