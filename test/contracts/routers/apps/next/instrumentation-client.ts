import './app/rum';
