import { Page } from '../page';

export { Page as default };
