export class PageViewPlugin {}
